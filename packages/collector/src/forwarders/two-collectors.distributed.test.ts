import { expect, it } from 'vitest';
import { startReceiver } from '../testing/receiver.js';
import { ownNatsAddress, ownPostgresAddress } from '../testing/servers/own-address.js';
import { startForwarding, webhook } from '../testing/start-forwarding.js';

const WAIT = { timeout: 30_000 };
const track = (messageId: string) => ({ type: 'track', event: 'e', userId: 'u_1', messageId });
const named = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => `${name}${n}`);

const startTwo = async () => {
  const receiver = await startReceiver();
  const places = { log: ownNatsAddress(), store: ownPostgresAddress() };
  const start = () => startForwarding([webhook(receiver.url, [{ event: 'e' }])], {}, places);
  const told = () => receiver.requests.map(({ body }) => JSON.parse(body).data.event.messageId as string);
  return { told, receiver, one: await start(), other: await start() };
};

it('tells each event once, whichever collectors it was sent to, and goes on when one stops', async () => {
  const { told, receiver, one, other } = await startTwo();
  const before = named('a', 30);
  await Promise.all(before.flatMap((id) => [one, other].map(({ send }) => send(track(id)))));
  await expect.poll(async () => (await other.counts()).delivered, WAIT).toBe(30);
  expect(told().sort()).toEqual([...before].sort());
  await one.collector.close();
  const after = named('b', 5);
  for (const id of after) expect((await other.send(track(id))).status).toBe(200);
  await expect.poll(async () => (await other.counts()).delivered, WAIT).toBe(35);
  expect(told().sort()).toEqual([...before, ...after].sort());
  expect(new Set(receiver.requests.map(({ headers }) => headers['webhook-id'])).size).toBe(35);
});
