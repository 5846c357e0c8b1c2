// A real collector for the examples, on a free port and an empty folder.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../build/workspace.mjs';

export const WRITE_KEY = 'wk_sandbox';
export const SECRET_KEY = 'sk_sandbox';
const START_LIMIT_MS = 15_000;

/** The address in the line that the collector prints once it listens. */
function listeningAt(child) {
  const lines = [];
  return new Promise((resolve, reject) => {
    const giveUp = (why) => reject(new Error(`the collector ${why}:\n${lines.join('\n')}`));
    const limit = setTimeout(() => giveUp('did not start'), START_LIMIT_MS);
    for (const input of [child.stdout, child.stderr]) {
      createInterface({ input }).on('line', (line) => {
        lines.push(line);
        const address = line.match(/listening on (http:\/\/[\d.]+:\d+)/)?.[1];
        if (address) resolve(address);
      });
    }
    child.once('exit', (code) => giveUp(`ended with code ${code}`));
    child.once('exit', () => clearTimeout(limit));
  });
}

/** @returns `{ url, events, stop }`; `events()` lists what is stored */
export async function startCollector(data) {
  const args = ['serve', '--port', '0', '--host', '127.0.0.1', '--data', data];
  const keys = ['--write-key', WRITE_KEY, '--secret-key', SECRET_KEY];
  const rules = ['--rules', join(ROOT, 'examples/script-tag/ruleset.json')];
  const main = join(ROOT, 'packages/collector/dist/main.js');
  const child = spawn(process.execPath, [main, ...args, ...rules, ...keys], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = await listeningAt(child);
  const headers = { authorization: `Bearer ${SECRET_KEY}` };
  return {
    url,
    async events() {
      const response = await fetch(`${url}/v1/admin/events?after=0`, { headers });
      return (await response.json()).events.map(({ event }) => event);
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
