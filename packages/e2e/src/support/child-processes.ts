import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

const STOP_LIMIT_MS = 5_000;
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a process that ends at the latest when the test run does. */
export function startChild(command: string, args: string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, options);
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/**
 * Sends the signal and waits until the process is gone. One that does not heed SIGTERM is killed, and that is an error:
 * a server has to stop when it is asked to.
 */
export async function endChild(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await gone;
  clearTimeout(force);
  if (child.signalCode === 'SIGKILL' && signal === 'SIGTERM') {
    throw new Error(`${child.spawnargs.join(' ')} did not end within ${STOP_LIMIT_MS} ms of SIGTERM`);
  }
}
