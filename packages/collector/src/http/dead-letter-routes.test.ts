import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type RunningCollector, startCollector, WRITE_KEY } from '../testing/start-collector.js';

const bad = { type: 'trak', event: 'export', userId: 'u_1', messageId: 'bad' };

/** A collector that refused one event; gives its dead letter. */
const withDeadLetter = async (event: unknown = bad) => {
  const running = await startCollector();
  await running.post('/v1/batch', { writeKey: WRITE_KEY, batch: [{ type: 'page', userId: 'u_1' }, event] });
  await running.applied();
  const [letter] = await running.deadLetters();
  return { ...running, letter: letter! };
};
const statesOf = async ({ admin }: RunningCollector, state: string) =>
  (await admin(`dead-letters?state=${state}`)).deadLetters.map(({ id }: { id: string }) => id);

it('takes a mended event in, under its own id and time, and settles the dead letter', async () => {
  const running = await withDeadLetter();
  const { letter, tell, events, applied, admin } = running;
  const reply = await tell(`dead-letters/${letter.id}/replay`, { event: { ...bad, type: 'track' } });
  expect([reply.status, await reply.json()]).toEqual([200, { messageId: 'bad' }]);
  const [, replayed] = await events(2);
  expect(replayed?.event).toMatchObject({ type: 'track', messageId: 'bad', receivedAt: letter.receivedAt });
  await applied();
  expect(await statesOf(running, 'open')).toEqual([]);
  expect(await statesOf(running, 'replayed')).toEqual([letter.id]);
  expect(await admin(`dead-letters/${letter.id}`)).toMatchObject({ id: letter.id, state: 'replayed' });
});

it('knows what the request said of all its events', async () => {
  const { post, tell, applied, deadLetters, events } = await startCollector();
  const [timestamp, sentAt] = ['2020-01-01T00:00:00.000Z', '2020-01-01T00:00:05.000Z'];
  const context = { groupId: 'acct_7', page: { path: '/a' } };
  const batch = [{ ...bad, timestamp, context: { page: { path: '/b' } } }, 7];
  await post('/v1/batch', { writeKey: WRITE_KEY, sentAt, context, batch });
  await applied();
  const [letter, other] = await deadLetters();
  expect(other?.event).toBe(7);
  await tell(`dead-letters/${letter?.id}/replay`, { event: { ...(letter?.event as object), type: 'track' } });
  const [replayed] = await events(1);
  expect(replayed?.event.context).toMatchObject({ groupId: 'acct_7', page: { path: '/b' } });
  // It waited five seconds on a device whose clock is years slow.
  expect(Date.parse(letter!.receivedAt) - Date.parse(replayed!.event.timestamp)).toBe(5000);
});

it('refuses one that is still bad with 422 and its issues, and leaves it open', async () => {
  const running = await withDeadLetter();
  const { letter, tell } = running;
  for (const body of [{}, { event: { type: 'track', userId: 'u_1' } }, { event: 7 }]) {
    const reply = await tell(`dead-letters/${letter.id}/replay`, body);
    expect(reply.status).toBe(422);
    expect((await reply.json()).error).toMatchObject({ path: expect.any(String), cure: expect.any(String) });
  }
  expect(await statesOf(running, 'open')).toEqual([letter.id]);
});

it('counts an event once when the same letter is replayed by two at once', async () => {
  const { letter, tell, applied, admin } = await withDeadLetter({ ...bad, messageId: undefined });
  const event = { type: 'track', event: 'export', userId: 'u_1' };
  const replies = await Promise.all([1, 2].map(() => tell(`dead-letters/${letter.id}/replay`, { event })));
  expect((await replies[0]!.json()).messageId).toBe(letter.id);
  await applied();
  expect((await admin('events?event=export')).events).toHaveLength(1);
});

it('puts one aside, and does nothing twice', async () => {
  const running = await withDeadLetter();
  const { letter, tell, applied } = running;
  expect((await tell(`dead-letters/${letter.id}/drop`)).status).toBe(200);
  await applied();
  expect(await statesOf(running, 'dropped')).toEqual([letter.id]);
  const again = await tell(`dead-letters/${letter.id}/replay`);
  expect(again.status).toBe(409);
  expect((await again.json()).error.message).toContain('was dropped before');
});

it.each(['nobody.1', '..%2Fx'])('answers 404 for %s', async (id) => {
  const { tell, get } = await startCollector();
  expect((await tell(`dead-letters/${id}/drop`)).status).toBe(404);
  expect((await tell(`dead-letters/${id}/replay`)).status).toBe(404);
  expect((await get(`/v1/admin/dead-letters/${id}`)).status).toBe(401);
});

it('refuses a state that is not known', async () => {
  const { admin } = await startCollector();
  expect((await admin('dead-letters?state=shut')).error).toMatchObject({ path: 'state' });
});

it('stays settled when the store is built again', async () => {
  const running = await withDeadLetter();
  const { letter, tell, applied, collector, data } = running;
  await tell(`dead-letters/${letter.id}/drop`);
  await applied();
  await collector.close();
  for (const end of ['', '-wal', '-shm']) rmSync(join(data, `store.db${end}`), { force: true });
  const rebuilt = await startCollector({ data });
  await rebuilt.applied();
  expect(await statesOf(rebuilt, 'dropped')).toEqual([letter.id]);
});
