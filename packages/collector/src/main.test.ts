import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { addressOf, startTendril } from './testing/collector-process.js';
import { temporaryDirectory } from './testing/temporary-directory.js';

const VERSION = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;

const run = async (...args: string[]) => {
  const tendril = startTendril(args);
  return { code: await tendril.ended, output: tendril.output() };
};
const serve = (...args: string[]) => ['serve', '--data', join(temporaryDirectory(), 'data'), ...args];

it.each(['SIGTERM', 'SIGINT'] as const)('serves until %s, and ends with 0', async (signal) => {
  const tendril = startTendril(serve('--port', '0', '--write-key', 'a', '--write-key', 'b'));
  const url = await addressOf(tendril);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  for (const key of ['a', 'b']) expect((await fetch(`${url}/v1/rules?writeKey=${key}`)).status).toBe(200);
  tendril.child.kill(signal);
  expect(await tendril.ended).toBe(0);
});

it('logs lines of JSON, and says with --json where it listens in one', async () => {
  const tendril = startTendril(serve('--port', '0', '--write-key', 'k', '--json'));
  const lines = () =>
    tendril
      .output()
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  await expect.poll(() => lines().length, { timeout: 10_000 }).toBe(2);
  expect(lines()).toEqual(
    expect.arrayContaining([
      { version: VERSION, url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) },
      { level: 30, time: expect.any(Number), msg: expect.stringContaining('listening') },
    ]),
  );
});

it('logs no more than warnings with --quiet', async () => {
  const tendril = startTendril(serve('--port', '0', '--write-key', 'k', '--quiet'));
  const url = await addressOf(tendril);
  tendril.child.kill('SIGTERM');
  expect(await tendril.ended).toBe(0);
  expect(tendril.output()).toBe(`tendril ${VERSION} listening on ${url}\n`);
});

it('takes keys from the environment', async () => {
  const tendril = startTendril(serve('--port=0'), {
    TENDRIL_WRITE_KEY: 'env_a, env_b',
    TENDRIL_SECRET_KEY: 'sk',
  });
  const url = await addressOf(tendril);
  expect((await fetch(`${url}/v1/rules?writeKey=env_b`)).status).toBe(200);
  expect((await fetch(`${url}/v1/admin/stats`, { headers: { authorization: 'Bearer sk' } })).status).toBe(
    200,
  );
});

it('names the port and the flag when the port is in use, and ends with 1', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as { port: number };
  const { code, output } = await run(...serve('--port', String(port), '--write-key', 'k'));
  expect(code).toBe(1);
  expect(output).toMatch(new RegExp(`tendril: Port ${port} on 127.0.0.1 is in use.*--port`));
});

it('prints its version', async () => {
  expect(await run('--version')).toEqual({ code: 0, output: `${VERSION}\n` });
});
