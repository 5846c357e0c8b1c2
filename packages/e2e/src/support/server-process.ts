import type { ChildProcess } from 'node:child_process';
import { endChild, startChild } from './child-processes.ts';

const START_LIMIT_MS = 15_000;

export interface ServerProcess {
  /** Ends it by SIGTERM (orderly) or SIGKILL (as a crash does), and waits until it is gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** What it has printed so far. */
  output(): string;
}

/** Starts a Node server and waits for its line `listening on http://...`. Throws what it printed when it does not come. */
export async function startServer(script: string, args: string[]): Promise<ServerProcess> {
  const child = startChild(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  const collect = (chunk: Buffer) => {
    printed += chunk;
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  await listening(child, script, () => printed);
  return { end: (signal) => endChild(child, signal), output: () => printed };
}

function listening(child: ChildProcess, script: string, output: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer);
      reject(new Error(`${script} ${why}. It printed:\n${output()}`));
    };
    const timer = setTimeout(() => fail(`did not listen within ${START_LIMIT_MS} ms`), START_LIMIT_MS);
    child.once('error', (error) => fail(`could not start: ${error.message}`));
    child.once('exit', (code) => fail(`ended with code ${code} before it listened`));
    child.stdout?.on('data', () => {
      if (!output().includes('listening on http://')) return;
      clearTimeout(timer);
      child.removeAllListeners('error');
      resolve();
    });
  });
}
