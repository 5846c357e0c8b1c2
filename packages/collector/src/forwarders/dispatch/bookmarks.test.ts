import { rmSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { filesIn } from '../../open-storage.js';
import { SOON, startReceiver } from '../../testing/receiver.js';
import { runTendril } from '../../testing/run-tendril.js';
import { startForwarding, webhook } from '../../testing/start-forwarding.js';

// Everything here happens beside something else, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const track = (messageId: string, userId: string) => ({ type: 'track', event: 'e', userId, messageId });
const on = [{ event: 'e' }];

it('goes on where it was, whatever came meanwhile', async () => {
  const receiver = await startReceiver();
  const file = [webhook(receiver.url, on)];
  const first = await startForwarding(file);
  await first.send(track('m1', 'u_1'));
  await receiver.received(1);
  await first.collector.close();
  const without = await startForwarding([], {}, { data: first.data });
  await without.send(track('m2', 'u_1'));
  await without.applied();
  await without.collector.close();
  await startForwarding(file, {}, { data: first.data });
  const told = await receiver.received(2);
  expect(told.map(({ json }) => json.data.event.messageId)).toEqual(['m1', 'm2']);
});

it('begins anew where the log was replaced by another', async () => {
  const receiver = await startReceiver();
  const file = [webhook(receiver.url, on)];
  const first = await startForwarding(file);
  await first.send(track('m1', 'u_1'));
  await first.send(track('m2', 'u_1'));
  await receiver.received(2);
  await first.collector.close();
  const { inbox, store } = filesIn(first.data);
  for (const end of ['', '-wal', '-shm']) for (const db of [inbox, store]) rmSync(db + end, { force: true });
  const second = await startForwarding(file, {}, { data: first.data });
  await second.send(track('m3', 'u_1'));
  expect((await receiver.received(3)).at(-1)?.json.data.event.messageId).toBe('m3');
  expect(second.logged).toContainEqual(expect.objectContaining({ level: 50, forwarder: 'sales' }));
});

it('tells nothing again and leaves nothing out when the read model is built again without what was deleted', async () => {
  const receiver = await startReceiver();
  const file = [webhook(receiver.url, on)];
  const first = await startForwarding(file);
  await first.send(track('m1', 'u_1'), track('m2', 'u_1'), track('m3', 'u_2'));
  await receiver.received(3);
  await first.tell('people/delete', { userId: 'u_1' });
  await expect.poll(async () => (await first.admin('people/erasures')).pending, SOON).toEqual([]);
  await first.applied();
  await first.collector.close();
  // Events have another seq from now on: m3 comes first.
  await runTendril(['replay', '--data', first.data]);
  const second = await startForwarding(file, {}, { data: first.data });
  expect((await second.events(1)).map(({ seq, event }) => [seq, event.messageId])).toEqual([[1, 'm3']]);
  await second.send(track('m4', 'u_2'));
  const told = await receiver.received(4);
  expect(told.map(({ json }) => json.data.event.messageId).sort()).toEqual(['m1', 'm2', 'm3', 'm4']);
});
