// One server of the sandbox as a child process: started, waited for, stopped.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 5_000;

/** Throws an error that names the port and the flag when something already listens there. */
export function assertPortFree(port, flag) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', ({ code, message }) =>
      reject(
        new Error(
          code === 'EADDRINUSE'
            ? `port ${port} is in use. Stop what listens there, or choose another: npm start -- --${flag} ${port + 100}`
            : `cannot listen on port ${port}: ${message}`,
        ),
      ),
    );
    probe.listen(port, '127.0.0.1', () => probe.close(resolve));
  });
}

const answers = (url) =>
  fetch(url).then(
    (response) => response.body?.cancel().then(() => true) ?? true,
    () => false,
  );

/**
 * Starts a Node script as a child that prints under its name.
 * @param url where it will answer, for `ready`
 * @returns `{ ended, ready, stop }`; `ended` resolves with the way it ended
 */
export function startService(name, args, url) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => console.log(`${name} | ${line}`));
  }
  let running = true;
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
  }).finally(() => {
    running = false;
  });
  return {
    ended,
    /** Resolves once the server answers any request; rejects when it ends first or takes too long. */
    async ready() {
      for (const end = Date.now() + START_LIMIT_MS; running && Date.now() < end; await delay(50)) {
        if (await answers(url)) return;
      }
      throw new Error(
        running ? `${name} does not answer at ${url}` : `${name} ended while starting: ${await ended}`,
      );
    },
    /** Asks the server to end, and ends it when it does not. */
    async stop() {
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      await ended;
      clearTimeout(force);
    },
  };
}
