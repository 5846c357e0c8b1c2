import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { freePorts } from '../testing/servers/free-port.js';
import { NATS_SERVER } from '../testing/servers/nats-cluster.js';
import { startServer } from '../testing/servers/server-process.js';
import { connectNats } from './connect-nats.js';
import { parseNatsAddress } from './nats-address.js';

const start = async (...more: string[]): Promise<number> => {
  const [port] = await freePorts(1);
  const folder = mkdtempSync(join(tmpdir(), 'tendril-nats-'));
  const server = startServer(NATS_SERVER, ['-a', '127.0.0.1', '-p', String(port), '-sd', folder, ...more]);
  onTestFinished(async () => {
    await server.end('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  await server.printed(/Server is ready/);
  return port!;
};
const issueOf = async (url: string) =>
  connectNats(parseNatsAddress(url)).then(
    () => undefined,
    (error) => error.issue,
  );

it('says which server can not be reached', async () => {
  const [port] = await freePorts(1);
  expect(await issueOf(`nats://127.0.0.1:${port}`)).toMatchObject({
    code: 'unavailable',
    path: '--log',
    message: expect.stringContaining(`127.0.0.1:${port}`),
    cure: expect.stringContaining('nats-server'),
  });
});

it('says that credentials are wrong, without them', async () => {
  const port = await start('-js', '--user', 'ada', '--pass', 'right');
  const issue = await issueOf(`nats://ada:wr0ng-pass@127.0.0.1:${port}`);
  expect(issue).toMatchObject({ message: expect.stringContaining('refuses these credentials') });
  expect(JSON.stringify(issue)).not.toContain('wr0ng-pass');
  expect(await issueOf(`nats://ada:right@127.0.0.1:${port}`)).toBeUndefined();
});

it('says that JetStream is off', async () => {
  expect(await issueOf(`nats://127.0.0.1:${await start()}`)).toMatchObject({
    message: expect.stringContaining('JetStream is off'),
    cure: expect.stringContaining('-js'),
  });
});
