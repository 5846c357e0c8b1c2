import { fromBaseline } from '@tendril/rules';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openSqliteStore } from '../store/sqlite/sqlite-store.js';
import type { AcceptedEvent, Store } from '../store/store.port.js';
import { accepted, chunk } from '../testing/make-chunk.js';
import { makeNudge } from '../testing/make-ruleset.js';
import { countPlanOf } from './count-plan.js';
import { createCounterSource } from './stored-counters.js';

const START = Date.parse('2026-01-01T00:00:00.000Z');
const HOUR = 3_600_000;

const LEAVES = [
  { event: 'export', within: '90d' },
  { event: 'export', where: { 'event.format': 'csv' }, within: '60d', days: { $gte: 2 } },
  { event: 'export', within: '45m' },
  { event: 'page', within: 'ever' },
  { event: 'export', scope: 'account', within: '90d' },
];
const PLAN = countPlanOf([
  { version: '1', nudges: LEAVES.map((did, index) => makeNudge(`n${index}`, { who: { $did: did } })) },
]);
const KEYS = [...PLAN.counters.keys()];

/** Who did it: a person, or a browser that one of them names when they identify. */
const who = fc.constantFrom(
  { userId: 'u_1' },
  { userId: 'u_2' },
  { userId: 'u_1', anonymousId: 'anon_1' },
  { anonymousId: 'anon_1' },
  { anonymousId: 'anon_2' },
);
const what = fc.constantFrom(
  { type: 'track' as const, event: 'export', properties: { format: 'csv' } },
  { type: 'track' as const, event: 'export', properties: { format: 'pdf' } },
  { type: 'track' as const, event: 'print' },
  { type: 'page' as const },
);
const where = fc.constantFrom({}, { groupId: 'a' }, { groupId: 'b' }, { groupId: 'a', bot: true });
const event = fc
  .record({
    id: fc.integer({ min: 0, max: 40 }),
    who,
    what,
    where,
    hours: fc.integer({ min: 0, max: 24 * 80 }),
  })
  .map(({ id, who, what, where, hours }): AcceptedEvent => {
    const timestamp = new Date(START + hours * HOUR).toISOString();
    const { event: made, ...rest } = accepted(`m${id}`, { timestamp, context: where });
    const { userId: _user, event: _event, ...bare } = made;
    return { ...rest, event: { ...bare, ...what, ...who } };
  });
/** How a run goes: events in chunks, and among them the moments when some and then all counters are asked for. */
const run = fc.record({
  chunks: fc.array(fc.array(event, { maxLength: 8 }), { maxLength: 10 }),
  askedAt: fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 })),
  step: fc.integer({ min: 1, max: 9 }),
});
type Run = { chunks: AcceptedEvent[][]; askedAt: [number, number]; step: number };

const VIEWERS = [
  { user: 'u_1', account: 'a' },
  { user: 'u_1' },
  { user: 'u_2', account: 'b' },
  { user: 'u_3', account: 'c' },
];

const follow = async (store: Store, { chunks, askedAt, step }: Run): Promise<void> => {
  for (const [index, events] of [...chunks, []].entries()) {
    if (index === askedAt[0]) await store.keepCounters(KEYS.slice(0, 2));
    if (index === Math.min(askedAt[1], chunks.length)) await store.keepCounters(KEYS);
    await store.apply(index + 1, chunk(events), PLAN);
    await store.catchUp(PLAN, step);
  }
  await store.keepCounters(KEYS);
  while (await store.catchUp(PLAN, step));
};

const isOf = (viewer: (typeof VIEWERS)[number], { event }: AcceptedEvent, names: Set<string>): boolean => {
  const account = event.context?.groupId ?? '';
  if (viewer.account !== undefined && account !== '' && account !== viewer.account) return false;
  return event.userId ? event.userId === viewer.user : names.has(event.anonymousId ?? '');
};

/** Counts what is stored, one by one. */
const naive = (
  stored: AcceptedEvent[],
  viewer: (typeof VIEWERS)[number],
  leaf: (typeof LEAVES)[number],
  width: number,
) => {
  const names = new Set(
    stored.filter(({ event }) => event.userId === viewer.user).map(({ event }) => event.anonymousId ?? '-'),
  );
  const buckets: { [bucket: number]: number } = {};
  for (const one of stored) {
    const { event } = one;
    const isTheirs =
      leaf.scope === 'account'
        ? !!viewer.account && event.context?.groupId === viewer.account
        : isOf(viewer, one, names);
    if (!isTheirs || event.context?.bot || (event.event ?? event.type) !== leaf.event) continue;
    if (leaf.where && event.properties?.format !== 'csv') continue;
    const bucket = Math.floor(Date.parse(event.timestamp) / width);
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  }
  return buckets;
};

const newest = (buckets: object): number => Math.max(0, ...Object.keys(buckets).map(Number));

it('counts what is stored: in any order, with repetitions, from whenever it is asked for, and again from the start', async () => {
  await fc.assert(
    fc.asyncProperty(run, async (one) => {
      const store = await openSqliteStore(':memory:');
      const again = await openSqliteStore(':memory:');
      await follow(store, one);
      const stored = await store.applied(0, 999);
      // What was stored, in another order and all at once, as a store that is built again comes by it.
      await again.keepCounters(KEYS);
      await again.apply(1, chunk([...stored].reverse()), PLAN);
      for (const counted of [store, again]) {
        for (const viewer of VIEWERS) {
          const baselines = await createCounterSource(counted).baselines(viewer, PLAN);
          for (const [index, key] of KEYS.entries()) {
            const { keep, width } = PLAN.counters.get(key)!;
            const expected = naive(stored, viewer, LEAVES[index]!, width);
            const first = newest(expected) - keep + 1;
            const { buckets, older, from } = fromBaseline(baselines[key]!);
            const kept = Object.entries(expected).filter(([bucket]) => Number(bucket) >= first);
            expect(Object.fromEntries(buckets)).toEqual(Object.fromEntries(kept));
            expect(older).toBe(
              Object.values(expected).reduce((sum, n) => sum + n, 0) -
                kept.reduce((sum, [, n]) => sum + n, 0),
            );
            expect(from).toBe(0);
          }
        }
      }
      await store.close();
      await again.close();
    }),
    { numRuns: 150 },
  );
}, 60_000);
