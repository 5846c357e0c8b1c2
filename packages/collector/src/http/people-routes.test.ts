import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { USAGE_EVENT } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { openSqliteInbox } from '../log/sqlite-inbox.js';
import { type RunningCollector, startCollector, WRITE_KEY } from '../testing/start-collector.js';

const inAccount = { context: { groupId: 'acct_7' } };
const track = (userId: string | undefined, messageId: string | undefined, more: object = {}) => ({
  type: 'track',
  event: 'export',
  userId,
  messageId,
  ...more,
});

/** Ada is u_1 and was anon_1; Bob is u_2 and used the same device. */
const BATCHES = [
  {
    context: { locale: 'ada-locale' },
    batch: [
      { type: 'identify', userId: 'u_1', anonymousId: 'anon_1', traits: { name: 'Ada Secret' } },
      track(undefined, 'before-login', { anonymousId: 'anon_1' }),
      { type: 'trak', userId: 'u_1', note: 'Ada Secret' },
    ],
  },
  {
    batch: [
      track('u_2', undefined, { anonymousId: 'anon_1' }),
      track('u_1', undefined, { properties: { by: 'Ada Secret' } }),
      track('u_2', undefined, inAccount),
      { type: 'group', userId: 'u_1', groupId: 'acct_7', traits: { plan: 'team' } },
      {
        ...track('u_1', 'usage', { event: USAGE_EVENT, properties: { meter: 'seats', used: 3 } }),
        ...inAccount,
      },
    ],
  },
];

const start = async () => {
  const running = await startCollector();
  for (const batch of BATCHES) await running.post('/v1/batch', { writeKey: WRITE_KEY, ...batch });
  await running.post('/v1/identify', {
    writeKey: WRITE_KEY,
    userId: 'u_1',
    traits: { single: 'Ada Secret' },
  });
  await running.applied();
  return running;
};
const exportOf = async ({ tell }: RunningCollector, body: object) =>
  (await (await tell('people/export', body)).text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const deleteAda = async ({ tell, admin, applied }: RunningCollector) => {
  const reply = await tell('people/delete', { userId: 'u_1' });
  await applied();
  await expect.poll(async () => (await admin('people/erasures')).pending, { timeout: 10_000 }).toEqual([]);
  return reply;
};
/** Everything that the data directory's log says, as text. */
const logText = async (data: string): Promise<string> => {
  const log = await openSqliteInbox(join(data, 'inbox.db'));
  const entries = await log.read(0, 100);
  await log.close();
  const text = (body: Uint8Array) => (body[0] === 0x1f ? gunzipSync(body) : Buffer.from(body)).toString();
  return entries.map(({ record: { body, ...meta } }) => JSON.stringify(meta) + text(body)).join('\n');
};
const storedOf = async ({ admin }: RunningCollector) =>
  (await admin('events')).events.map(({ event }: { event: Record<string, unknown> }) => event);

describe('export', () => {
  it('gives everything of a person, by all their names, and nothing of others', async () => {
    const lines = await exportOf(await start(), { userId: 'u_1' });
    expect(lines[0]).toMatchObject({
      kind: 'person',
      names: { userIds: ['u_1'], anonymousIds: ['anon_1'] },
    });
    expect(lines[1]).toMatchObject({ kind: 'facts', userId: 'u_1', facts: { user: { name: 'Ada Secret' } } });
    const events = lines.filter(({ kind }) => kind === 'event').map(({ event }) => event);
    expect(events).toHaveLength(6);
    expect(events.map(({ userId }) => userId)).not.toContain('u_2');
    expect(lines.filter(({ kind }) => kind === 'dead-letter')).toHaveLength(1);
  });

  it('knows somebody who was never identified', async () => {
    const lines = await exportOf(await start(), { anonymousId: 'anon_1' });
    expect(lines.map(({ kind }) => kind)).toEqual(['person', 'event']);
    expect(lines[1].event.messageId).toBe('before-login');
  });
});

describe('deletion', () => {
  it('takes a person out of the store and out of the log, and leaves the others', async () => {
    const running = await start();
    await running.tell('triggers', { user: 'u_1', name: 'recap', data: 'Ada Secret' });
    await running.tell('triggers', { account: 'acct_7', name: 'for all' });
    const reply = await deleteAda(running);
    expect(reply.status).toBe(202);
    expect(await reply.json()).toEqual({
      erasure: 6,
      person: { userIds: ['u_1'], anonymousIds: ['anon_1'] },
    });
    const lines = await exportOf(running, { userId: 'u_1' });
    expect(lines.map(({ kind }) => kind)).toEqual(['person', 'facts']);
    const events = await storedOf(running);
    expect(events.map(({ userId, anonymousId }: Record<string, unknown>) => userId ?? anonymousId)).toEqual([
      'u_2',
      'u_2',
      'erased',
      'erased',
    ]);
    await running.collector.close();
    // Closing moves everything from the side files into the databases.
    for (const name of readdirSync(running.data)) {
      const isLeft = readFileSync(join(running.data, name)).includes('Ada Secret');
      expect([name, isLeft]).toEqual([name, false]);
    }
    const text = await logText(running.data);
    expect(text).not.toMatch(/u_1|Ada Secret|ada-locale|before-login/);
    expect(text).toContain('u_2');
    expect(text).toContain('for all');
    expect(text).toContain('"plan":"team"');
  });

  it('holds when the store is built again: the same events under the same ids', async () => {
    const running = await start();
    await deleteAda(running);
    const before = await storedOf(running);
    await running.collector.close();
    for (const end of ['', '-wal', '-shm']) rmSync(join(running.data, `store.db${end}`), { force: true });
    const rebuilt = await startCollector({ data: running.data });
    await rebuilt.applied();
    expect(await storedOf(rebuilt)).toEqual(before);
    expect(await rebuilt.deadLetters()).toEqual([]);
    expect((await exportOf(rebuilt, { userId: 'u_1' })).map(({ kind }) => kind)).toEqual(['person', 'facts']);
  });

  it('is finished after a restart when the collector stopped in the middle', async () => {
    const running = await start();
    await running.tell('people/delete', { userId: 'u_1' });
    // Closing applies what the log holds, and ends the work on it at once.
    await running.collector.close();
    const after = await startCollector({ data: running.data });
    await expect.poll(async () => (await after.admin('people/erasures')).pending).toEqual([]);
    expect((await storedOf(after)).map(({ userId }: Record<string, unknown>) => userId)).not.toContain('u_1');
  });

  it('does not let anybody drop events with what marks an erased one', async () => {
    const { post, deadLetters, applied } = await startCollector();
    await post('/v1/batch', { writeKey: WRITE_KEY, batch: [{ erased: 'x' }] });
    await applied();
    expect(await deadLetters()).toHaveLength(1);
  });
});

it.each(['export', 'delete'])('refuses to %s nobody', async (what) => {
  const { tell } = await startCollector();
  for (const body of [{}, { userId: '' }, { userId: 7 }]) {
    const response = await tell(`people/${what}`, body);
    expect(response.status).toBe(400);
    expect((await response.json()).error).toMatchObject({ path: 'userId', cure: expect.any(String) });
  }
});
