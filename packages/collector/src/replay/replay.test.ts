import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runTendril } from '../testing/run-tendril.js';
import { type RunningCollector, startCollector, WRITE_KEY } from '../testing/start-collector.js';
import { temporaryDirectory } from '../testing/temporary-directory.js';
import { bearer, TOKEN_SECRET, tokenFor } from '../testing/tokens.js';

const DAY = 24 * 3600 * 1000;
const START = Date.parse('2026-01-01T00:00:00.000Z');
const tokens = { secrets: [{ secret: TOKEN_SECRET }] };

const send = async ({ post, applied }: RunningCollector, name: string): Promise<void> => {
  const context = { groupId: 'acct_7' };
  const batch = [
    { type: 'identify', userId: 'u_1', messageId: `${name}-i`, traits: { [name]: true } },
    {
      type: 'group',
      userId: 'u_1',
      groupId: 'acct_7',
      messageId: `${name}-g`,
      traits: { entitlements: [name] },
    },
    ...[1, 2, 3].map((n) => ({
      type: 'track',
      userId: 'u_1',
      event: name,
      messageId: `${name}-${n}`,
      context,
    })),
    { type: 'trak', messageId: `${name}-bad` },
  ];
  await post('/v1/batch', { writeKey: WRITE_KEY, batch });
  await applied();
};
/** Everything that a collector answers of what it stored. */
const looks = async ({ admin, get }: RunningCollector, now: number) => ({
  stats: await admin('stats'),
  events: await admin('events?limit=1000'),
  deadLetters: await admin('dead-letters'),
  facts: await (await get('/v1/facts', bearer(await tokenFor({}, now)))).json(),
});
const replay = (data: string, ...args: string[]) => runTendril(['replay', '--data', data, ...args]);

it('builds the same read model again from the log', async () => {
  const now = START + 3 * DAY;
  const before = await startCollector({ tokens }, { now: () => now });
  for (const name of ['one', 'two', 'three']) await send(before, name);
  await before.post('/v1/batch', {
    writeKey: WRITE_KEY,
    batch: [{ type: 'page', userId: 'u', messageId: 'one-1' }],
  });
  await before.applied();
  const [letter] = await before.deadLetters();
  await before.tell(`dead-letters/${letter!.id}/drop`);
  await before.applied();
  const seen = await looks(before, now);
  await before.collector.close();
  writeFileSync(join(before.data, 'store.db.next'), 'left by a run that was interrupted');
  expect((await replay(before.data, '--json')).json()).toEqual({ begin: 1, carried: 0, position: 5 });
  expect(existsSync(join(before.data, 'store.db.next'))).toBe(false);
  const after = await startCollector({ data: before.data, tokens }, { now: () => now });
  expect(await looks(after, now)).toEqual(seen);
});

it('keeps what came of records that were trimmed', async () => {
  let now = START;
  const first = await startCollector({ tokens }, { now: () => now });
  await send(first, 'old');
  now += 10 * DAY;
  await send(first, 'new');
  const seen = await looks(first, now);
  await first.collector.close();
  const trimming = await startCollector({ data: first.data, keepLogDays: 5, tokens }, { now: () => now });
  await expect.poll(() => trimming.logged.some(({ records }) => records === 1)).toBe(true);
  await trimming.collector.close();
  const { printed } = await replay(first.data);
  expect(printed).toBe(
    'The log begins at 2: 5 events from before were taken from the earlier read model.\nThe read model is built up to 2.\n',
  );
  const after = await startCollector({ data: first.data, tokens }, { now: () => now });
  const { facts, events } = await looks(after, now);
  expect([facts, events]).toEqual([seen.facts, seen.events]);
});

it('refuses while a collector runs, and where there is no log', async () => {
  const { data } = await startCollector();
  const running = await replay(data);
  expect([running.code, running.complained]).toEqual([1, expect.stringContaining('Another collector uses')]);
  const empty = await replay(temporaryDirectory());
  expect([empty.code, empty.complained]).toEqual([1, expect.stringContaining('There is no log')]);
});

it('leaves the read model alone when it fails', async () => {
  const before = await startCollector();
  await send(before, 'one');
  await before.collector.close();
  writeFileSync(join(before.data, 'inbox.db-wal'), '');
  writeFileSync(join(before.data, 'inbox.db'), 'no database any more');
  expect((await replay(before.data)).code).toBe(1);
  expect(existsSync(join(before.data, 'store.db'))).toBe(true);
});
