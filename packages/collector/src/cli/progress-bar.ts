import cliProgress from 'cli-progress';
import type { Terminal } from './terminal.js';

/** Shows how far long work is. Nothing is drawn where the screen is no terminal. */
export interface ProgressBar {
  update(done: number, total: number): void;
  end(): void;
}

export const showProgress = (terminal: Terminal, what: string): ProgressBar => {
  const bar = new cliProgress.SingleBar(
    {
      format: `${what} {bar} {percentage}% | {value}/{total} | {eta_formatted}`,
      stream: terminal.screen,
      hideCursor: true,
    },
    cliProgress.Presets.shades_classic,
  );
  // Work that fails at once draws nothing.
  let isDrawn = false;
  return {
    update: (done, total) => {
      if (!isDrawn) bar.start(Math.max(1, total), done);
      isDrawn = true;
      bar.setTotal(Math.max(1, total));
      bar.update(done);
    },
    end: () => {
      if (isDrawn) bar.stop();
    },
  };
};
