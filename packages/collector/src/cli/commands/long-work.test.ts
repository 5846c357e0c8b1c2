import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runTendril } from '../../testing/run-tendril.js';
import { SECRET_KEY, startCollector, WRITE_KEY } from '../../testing/start-collector.js';
import { temporaryDirectory } from '../../testing/temporary-directory.js';
import { terminalScreen } from '../../testing/terminal-screen.js';

const page = (messageId: string) => ({ type: 'page', userId: 'u_1', messageId });

const start = async () => {
  const running = await startCollector();
  await running.post('/v1/batch', { writeKey: WRITE_KEY, batch: [page('a'), 7, page('b')] });
  await running.applied();
  const env = { TENDRIL_URL: running.url, TENDRIL_SECRET_KEY: SECRET_KEY };
  const drawnBy = async (...args: string[]) => {
    const { screen, drawn } = terminalScreen();
    const { complained } = await runTendril(args, env, screen);
    return complained === '' ? drawn() : complained;
  };
  return { ...running, drawnBy };
};

it('shows how far it is', async () => {
  const { drawnBy, collector, data } = await start();
  const out = join(temporaryDirectory(), 'out');
  expect(await drawnBy('export', '--out', out)).toMatch(/minutes of days .*100% \| 1440\/1440/);
  expect(await drawnBy('dead-letter', 'replay', '--all')).toMatch(/replaying .*100% \| 1\/1/);
  expect(await drawnBy('people', 'delete', '--user', 'u_1', '--yes')).toMatch(/deleting .*100% \| 1\/1/);
  await collector.close();
  expect(await drawnBy('replay', '--data', data)).toMatch(/replaying .*100% \| 2\/2/);
});
