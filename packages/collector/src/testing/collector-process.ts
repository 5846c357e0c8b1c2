import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export interface TendrilProcess {
  child: ChildProcess;
  /** All that it printed so far, on both outputs. */
  output(): string;
  /** Resolves with the exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>;
}

/** Runs the `tendril` command from its sources, as a process of its own. It is killed when the test ends. */
export const startTendril = (args: string[], env: Record<string, string> = {}): TendrilProcess => {
  const child = spawn(
    process.execPath,
    ['--conditions=tendril-source', `--import=${path('./resolve-sources.mjs')}`, path('../main.ts'), ...args],
    { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (text += String(data)));
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, output: () => text, ended };
};

/** Resolves with the address once the process listens; rejects with its output when it ends before. */
export const addressOf = async ({ child, output, ended }: TendrilProcess): Promise<string> => {
  const exit = ended.then((code) => Promise.reject(new Error(`ended with ${code}: ${output()}`)));
  for (;;) {
    const address = /listening on (http:\S+)/.exec(output())?.[1];
    if (address) {
      exit.catch(() => {});
      return address;
    }
    await Promise.race([once(child.stdout!, 'data'), exit]);
  }
};
