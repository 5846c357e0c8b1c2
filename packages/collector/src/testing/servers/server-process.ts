import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A server of a test, as a process of its own that does not outlive this one. */
export interface ServerProcess {
  child: ChildProcess;
  /** All that it printed so far. */
  output(): string;
  /** Resolves once it printed what matches; rejects with its output when it ends before. */
  printed(pattern: RegExp): Promise<void>;
  /** Ends it with a signal, and waits until it is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
}

export const startServer = (command: string, args: string[], options: SpawnOptions = {}): ServerProcess => {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (text += String(data)));
  const ended = once(child, 'close').catch((error: unknown) => {
    text += String(error);
  });
  const killLast = (): void => void child.kill('SIGKILL');
  process.once('exit', killLast);
  return {
    child,
    output: () => text,
    printed: async (pattern) => {
      const isThere = new Promise<void>((resolve) => {
        const look = (): void => {
          if (pattern.test(text)) resolve();
        };
        child.stdout?.on('data', look);
        child.stderr?.on('data', look);
        look();
      });
      const failed = ended.then(() => {
        throw new Error(`${command} ended: ${text}`);
      });
      failed.catch(() => {});
      await Promise.race([isThere, failed]);
    },
    end: async (signal) => {
      process.removeListener('exit', killLast);
      child.kill(signal);
      await ended;
    },
  };
};
