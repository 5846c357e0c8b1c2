import type { Ruleset } from '@tendril/protocol';
import { createCounters, createEngine } from '@tendril/rules';
import { expect, it } from 'vitest';
import { makeNudge } from '../testing/make-ruleset.js';
import { startForPeople } from '../testing/people.js';
import { runTendril } from '../testing/run-tendril.js';

const DAY = 86_400_000;
/** What happens beside everything else may take a while on a busy machine. */
const SOON = { timeout: 10_000 };
const NOW = Date.parse('2026-01-20T12:00:00.000Z');
const TODAY = Math.floor(NOW / DAY);
const inAccount = { context: { groupId: 'acct_7' } };

const rulesetOf = (...dids: object[]): Ruleset => ({
  version: '1',
  nudges: dids.map((did, index) => makeNudge(`n${index}`, { who: { $did: did as never } })),
});
const OWN = { event: 'export', within: '14d' };
const SHARED = { event: 'export', within: '14d', scope: 'account' };
const LONELY = { event: 'print', within: '2h' };

/** The keys that a browser has for the counters of a ruleset. */
const keysOf = (ruleset: Ruleset): string[] => {
  const counters = createCounters();
  createEngine(ruleset, { counters });
  return [...counters.all.keys()];
};
const did = (userId: string, daysAgo: number, event = 'export') => ({
  ...{ type: 'track' as const, event, userId, ...inAccount },
  timestamp: new Date(NOW - daysAgo * DAY).toISOString(),
});

it('gives baselines by the keys that browsers use, of the person and of the account', async () => {
  const { publish, send, facts } = await startForPeople(() => NOW);
  const ruleset = rulesetOf(OWN, SHARED, LONELY);
  const [own, shared, lonely] = keysOf(ruleset) as [string, string, string];
  await publish(ruleset);
  const twice = { ...did('u_1', 2), messageId: 'twice' };
  const { seq } = await send([twice, twice, did('u_1', 0), did('u_2', 1)]);
  const reply = await facts();
  expect(reply.seq).toBe(seq);
  const last = NOW;
  expect(reply.counters).toEqual({
    [own]: { unit: 'day', first: TODAY - 2, counts: [1, 0, 1], from: 0, last },
    [shared]: { unit: 'day', first: TODAY - 2, counts: [1, 1, 1], from: 0, last },
    [lonely]: { unit: 'hour', first: 0, counts: [], from: 0 },
  });
  const { counters } = await facts({ user: 'u_9', account: 'acct_8' });
  expect(Object.values(counters).flatMap(({ counts }) => counts)).toEqual([]);
});

it('knows as much for a leaf that looks back further later as if it had always been there', async () => {
  const people = await startForPeople(() => NOW);
  const busy = (within: string): Ruleset => ({
    ...{ version: '1', segments: { busy: { $did: { event: 'export', within, count: { $gte: 3 } } } } },
    nudges: [makeNudge('n', { who: { $segment: 'busy' } })],
  });
  await people.publish(busy('7d'));
  // None too old: 180 days are asked for at most, and compared with as many before.
  await people.send([300, 50, 40, 40, 0].map((days) => did('u_1', days)));
  await people.publish(busy('60d'));
  await expect.poll(async () => (await people.facts()).facts.segment, SOON).toEqual({ busy: true });
  const [counter] = Object.values((await people.facts()).counters);
  expect([counter?.older, counter?.counts.filter((count) => count > 0)]).toEqual([undefined, [1, 1, 2, 1]]);
});

it('counts what is stored for leaves that are published later, and again after a restart and a replay', async () => {
  const before = await startForPeople(() => NOW);
  await before.publish(rulesetOf(OWN));
  await before.send([...Array(700).keys()].map((n) => did('u_1', n % 10)));
  const next = rulesetOf(OWN, SHARED);
  await before.publish(next);
  await expect
    .poll(async () => Object.keys((await before.facts()).counters).sort(), SOON)
    .toEqual(keysOf(next).sort());
  const counters = (await before.facts()).counters;
  expect(Object.values(counters).map(({ counts }) => counts)).toEqual([
    Array(10).fill(70),
    Array(10).fill(70),
  ]);
  await before.collector.close();
  const { data } = before;
  const after = await startForPeople(() => NOW, { data });
  expect((await after.facts()).counters).toEqual(counters);
  await after.collector.close();
  expect((await runTendril(['replay', '--data', data])).code).toBe(0);
  const rebuilt = await startForPeople(() => NOW, { data });
  expect((await rebuilt.facts()).counters).toEqual(counters);
});

it('says from when on it knows, where events have gone before it was asked', async () => {
  let now = NOW - 40 * DAY;
  const before = await startForPeople(() => now);
  await before.send([did('u_1', 40)]);
  now = NOW;
  await before.send([did('u_1', 0)]);
  await before.collector.close();
  const policy = { keepEventsDays: 10 };
  const { logged, publish, facts } = await startForPeople(() => now, { data: before.data, ...policy });
  await expect.poll(() => logged.some(({ rows }) => rows === 1), SOON).toBe(true);
  await publish(rulesetOf(OWN));
  await expect.poll(async () => Object.values((await facts()).counters), SOON).toHaveLength(1);
  expect(Object.values((await facts()).counters)[0]).toMatchObject({ counts: [1], from: NOW - 10 * DAY });
});

it('gives nothing of counters that only nudges ask for which are not for this person', async () => {
  const { publish, send, facts } = await startForPeople(() => NOW);
  const who = { 'user.role': 'owner', $did: OWN };
  await publish({ version: '1', nudges: [makeNudge('n', { who })] });
  await send([
    { type: 'identify', userId: 'u_1', traits: { role: 'owner' } },
    { type: 'identify', userId: 'u_2', traits: { role: 'member' } },
  ]);
  expect(Object.keys((await facts()).counters)).toHaveLength(1);
  expect((await facts({ user: 'u_2' })).counters).toEqual({});
});
