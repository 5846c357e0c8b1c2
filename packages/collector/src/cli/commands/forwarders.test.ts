import { expect, it, vi } from 'vitest';
import { SOON, startReceiver } from '../../testing/receiver.js';
import { runTendril } from '../../testing/run-tendril.js';
import { SECRET_KEY } from '../../testing/start-collector.js';
import { startForwarding, webhook } from '../../testing/start-forwarding.js';

// Everything here happens beside something else, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const start = async () => {
  let isUp = false;
  const receiver = await startReceiver((reply) => void reply.writeHead(isUp ? 200 : 410).end());
  const running = await startForwarding([webhook(`${receiver.url}/secret-path`, [{ event: 'e' }])]);
  await running.send(
    ...['m1', 'm2'].map((messageId) => ({ type: 'track', event: 'e', userId: 'u_1', messageId })),
  );
  await expect.poll(running.counts, SOON).toMatchObject({ dead: 2 });
  const env = { TENDRIL_URL: running.url, TENDRIL_SECRET_KEY: SECRET_KEY };
  return {
    ...running,
    tendril: (...args: string[]) => runTendril(['forwarders', ...args], env),
    goUp: () => {
      isUp = true;
    },
  };
};

it('lists forwarders, dead deliveries with the reason, and has one or all of them sent again', async () => {
  const { tendril, goUp, counts } = await start();
  const listed = (await tendril('list')).printed;
  expect(listed).toMatch(/^sales +webhook +http:\/\/127\.0\.0\.1:\d+ +0 +2 +0$/m);
  expect(listed).not.toContain('secret-path');
  const { deliveries } = (await tendril('dead', '--json')).json();
  expect(deliveries).toHaveLength(2);
  expect((await tendril('dead', 'sales')).printed).toMatch(/msg_\S+ +sales +event e +\S+ +1 +answered 410\./);
  goUp();
  const [{ id }] = deliveries;
  expect((await tendril('replay', id)).printed).toBe(`${id} is sent again.\n`);
  await expect.poll(counts, SOON).toMatchObject({ dead: 1, delivered: 1 });
  expect((await tendril('replay', '--all', '--forwarder', 'sales', '--json')).json().replayed).toHaveLength(
    1,
  );
  expect((await tendril('replay', '--all')).printed).toBe('0 are sent again.\n');
  await expect.poll(counts, SOON).toMatchObject({ dead: 0, delivered: 2 });
});

it('says what is wrong', async () => {
  const { tendril } = await start();
  const none = await tendril('replay', 'msg_none');
  expect([none.code, none.complained]).toEqual([1, expect.stringContaining('There is no delivery msg_none')]);
  expect((await tendril('replay')).code).toBe(2);
  expect((await tendril('replay', 'x', '--all')).code).toBe(2);
  for (const args of [
    ['dead', 'nope'],
    ['replay', '--all', '--forwarder', 'nope'],
  ]) {
    const { code, complained } = await tendril(...args);
    expect([code, complained]).toEqual([2, expect.stringContaining('no forwarder nope. There are sales.')]);
  }
});
