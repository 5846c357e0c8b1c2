import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addressOf, startTendril } from '../testing/collector-process.js';
import { OK, type ReceivedRequest, startReceiver } from '../testing/receiver.js';
import { SECRET_KEY, WRITE_KEY } from '../testing/start-collector.js';
import { ENV, forwardersFile, webhook } from '../testing/start-forwarding.js';
import { temporaryDirectory } from '../testing/temporary-directory.js';

const ROUNDS = 4;
const EVENTS = 25;

/** The ids of the events that a receiver was told of, with the webhook ids that each came under. */
const toldOf = (requests: { headers: object; body: string }[]) => {
  const told = new Map<string, Set<string>>();
  for (const { headers, body } of requests) {
    const { messageId } = JSON.parse(body).data.event;
    told.set(
      messageId,
      (told.get(messageId) ?? new Set()).add((headers as Record<string, string>)['webhook-id']!),
    );
  }
  return told;
};

it('tells everything, under one id each, though it is killed with deliveries taken and not acknowledged', async () => {
  const data = join(temporaryDirectory(), 'data');
  let kill: (() => void) | undefined;
  const taken: ReceivedRequest[] = [];
  const receiver = await startReceiver((reply, n, request) => {
    // The process dies while this delivery is under way: the receiver did not take it, and nobody there knows.
    if (kill && n % 7 === 0) return kill();
    taken.push(request);
    OK(reply, n, request);
  });
  const file = forwardersFile(webhook(receiver.url, [{ event: 'e' }]));
  const args = ['serve', '--port=0', `--data=${data}`, `--forwarders=${file}`, '--quiet'];
  const start = async () => {
    const keys = [`--write-key=${WRITE_KEY}`, `--secret-key=${SECRET_KEY}`];
    const tendril = startTendril([...args, ...keys], ENV);
    return { tendril, url: await addressOf(tendril) };
  };
  const sent: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { tendril, url } = await start();
    kill = () => void tendril.child.kill('SIGKILL');
    const ids = Array.from({ length: EVENTS }, (_, i) => `m-${round}-${i}`);
    const batch = ids.map((messageId) => ({ type: 'track', event: 'e', userId: 'u_1', messageId }));
    const body = JSON.stringify({ writeKey: WRITE_KEY, batch });
    // What is acknowledged counts; one that is cut off would come again from the client.
    const isTaken = await fetch(`${url}/v1/batch`, { method: 'POST', body }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isTaken) sent.push(...ids);
    expect(await tendril.ended).toBe('SIGKILL');
  }
  kill = undefined;
  expect(sent.length).toBeGreaterThan(0);
  await start();
  await expect.poll(() => sent.filter((id) => !toldOf(taken).has(id)), { timeout: 20_000 }).toEqual([]);
  for (const ids of toldOf(receiver.requests).values()) expect(ids.size).toBe(1);
  expect(receiver.requests.length).toBeGreaterThan(sent.length);
}, 60_000);
