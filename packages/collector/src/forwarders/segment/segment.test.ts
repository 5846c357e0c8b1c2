import { expect, it, vi } from 'vitest';
import { type Answer, OK, SOON, startReceiver } from '../../testing/receiver.js';
import { startCollector, WRITE_KEY } from '../../testing/start-collector.js';
import { startForwarding } from '../../testing/start-forwarding.js';

// Everything here happens beside something else, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const track = (event: string, messageId: string, more: object = {}) => ({
  type: 'track',
  event,
  userId: 'u_1',
  messageId,
  ...more,
});
const segment = (url: string, more: object = {}) => ({
  name: 'cdp',
  type: 'segment',
  url: `${url}/v1/batch`,
  writeKey: 'env:CDP',
  ...more,
});

it('passes every event on as it came, once, with the write key and the time of sending', async () => {
  const receiver = await startReceiver();
  const { send, events, counts } = await startForwarding([segment(receiver.url)]);
  const timestamp = new Date(Date.now() - 60_000).toISOString();
  await send(
    track('a', 'm1', { timestamp, properties: { n: 1 }, integrations: { Mailchimp: false } }),
    { type: 'identify', userId: 'u_1', messageId: 'm2', traits: { plan: 'team' } },
    track('a', 'm1'),
  );
  const { json, headers, path } = await receiver.first();
  expect([path, headers.authorization]).toEqual([
    '/v1/batch',
    `Basic ${Buffer.from('cdp_key:').toString('base64')}`,
  ]);
  expect(Math.abs(Date.parse(json.sentAt) - Date.now())).toBeLessThan(10_000);
  const [stored] = await events(2);
  expect(json.batch).toEqual([
    {
      ...{ type: 'track', event: 'a', userId: 'u_1', messageId: 'm1', timestamp, properties: { n: 1 } },
      integrations: { Mailchimp: false },
      context: stored!.event.context,
    },
    expect.objectContaining({ type: 'identify', messageId: 'm2', traits: { plan: 'team' } }),
  ]);
  await expect.poll(counts, SOON).toMatchObject({ delivered: 1 });
  expect(receiver.requests).toHaveLength(1);
});

it('feeds another collector, which refuses nothing and counts each event once, though an answer is lost', async () => {
  const target = await startCollector();
  const pass: Answer = (reply, n, { body, headers: { authorization = '' } }) => {
    void target.post('/v1/batch', body, { authorization }).then(async (answer) => {
      // The first answer never arrives: the same batch comes again.
      if (n === 1) reply.destroy();
      else reply.writeHead(answer.status).end(await answer.text());
    });
  };
  const between = await startReceiver(pass);
  const { send, counts } = await startForwarding([segment(between.url)], { env: { CDP: WRITE_KEY } });
  for (let round = 0; round < 3; round += 1) {
    await send(...Array.from({ length: 150 }, (_, i) => track('a', `m${round}-${i}`)));
  }
  expect(await target.events(450)).toHaveLength(450);
  await expect.poll(counts, SOON).toMatchObject({ waiting: 0, dead: 0 });
  await target.applied();
  expect(await target.admin('stats')).toMatchObject({ stored: 450, deadLetters: 0 });
});

it('keeps to what a request may hold: 100 events and 500 KB', async () => {
  const receiver = await startReceiver();
  const { send, counts } = await startForwarding([segment(receiver.url)]);
  await send(...Array.from({ length: 250 }, (_, i) => track('a', `m${i}`)));
  const large = { properties: { text: 'x'.repeat(30_000) } };
  await send(...Array.from({ length: 16 }, (_, i) => track('large', `l${i}`, large)));
  await send(...Array.from({ length: 16 }, (_, i) => track('large', `k${i}`, large)));
  await expect
    .poll(async () => receiver.requests.flatMap(({ body }) => JSON.parse(body).batch).length, SOON)
    .toBe(282);
  await expect.poll(counts, SOON).toMatchObject({ waiting: 0 });
  for (const { body } of receiver.requests) {
    expect(JSON.parse(body).batch.length).toBeLessThanOrEqual(100);
    expect(body.length).toBeLessThanOrEqual(500 * 1024);
  }
});

it('passes on those that the file names only', async () => {
  const receiver = await startReceiver();
  const { send } = await startForwarding([segment(receiver.url, { events: ['b'] })]);
  await send({ type: 'page', userId: 'u_1', messageId: 'p' }, track('a', 'm1'), track('b', 'm2'));
  const { json } = await receiver.first();
  expect(json.batch.map(({ messageId }: { messageId: string }) => messageId)).toEqual(['m2']);
});

it('gives up a batch that is refused for what it is, and goes on with the next', async () => {
  const receiver = await startReceiver((reply, n, request) =>
    n === 1 ? void reply.writeHead(400).end('too large') : OK(reply, n, request),
  );
  const { send, counts } = await startForwarding([segment(receiver.url)]);
  await send(track('a', 'm1'));
  await receiver.received(1);
  await send(track('a', 'm2'));
  await expect.poll(counts, SOON).toMatchObject({ dead: 1, delivered: 1 });
});
