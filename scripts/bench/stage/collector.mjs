// A real collector on a free port.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from '../../build/workspace.mjs';

export const WRITE_KEY = 'wk_bench';
const SECRET_KEY = 'sk_bench';
const MAIN = join(ROOT, 'packages/collector/dist/main.js');
const ARRIVAL_LIMIT_MS = 30_000;

/** The address in the line that the collector prints once it listens. */
async function listeningAt({ stdout }) {
  for await (const line of createInterface({ input: stdout })) {
    const address = line.match(/listening on (http:\/\/[\d.]+:\d+)/)?.[1];
    if (!address) continue;
    stdout.resume(); // nobody reads the rest, and a full pipe would stop the collector
    return address;
  }
  throw new Error('the collector ended before it listened');
}

/**
 * @param data an empty folder
 * @param rules file of a ruleset; none leaves it empty
 * @returns `{ url, stored, stop }`; `stored(n)` waits until n events are stored, and throws when fewer come or more
 */
export async function startCollector(data, rules) {
  const args = ['serve', '--port', '0', '--host', '127.0.0.1', '--data', data];
  const keys = ['--write-key', WRITE_KEY, '--secret-key', SECRET_KEY];
  const file = rules ? ['--rules', rules] : [];
  const child = spawn(process.execPath, [MAIN, ...args, ...keys, ...file, '--quiet'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = await listeningAt(child);
  const headers = { authorization: `Bearer ${SECRET_KEY}` };
  const count = async () => (await (await fetch(`${url}/v1/admin/stats`, { headers })).json()).stored;
  return {
    url,
    async stored(expected) {
      let stored = await count();
      for (const end = Date.now() + ARRIVAL_LIMIT_MS; stored < expected && Date.now() < end; ) {
        await delay(50);
        stored = await count();
      }
      if (stored !== expected) throw new Error(`the collector stored ${stored} events of ${expected}`);
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
