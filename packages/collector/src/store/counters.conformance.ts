import type { Ruleset } from '@tendril/protocol';
import { unpackTally } from '@tendril/rules';
import { describe, expect, it } from 'vitest';
import { countPlanOf } from '../counting/count-plan.js';
import { accepted, chunk } from '../testing/make-chunk.js';
import { makeNudge } from '../testing/make-ruleset.js';
import { type OpenStore, openForTest } from '../testing/open-store.js';
import type { ReceivedEvent, Store } from './store.port.js';

const DAY = 86_400_000;
const rulesetOf = (...dids: object[]): Ruleset => ({
  version: '1',
  nudges: dids.map((did, index) => makeNudge(`n${index}`, { who: { $did: did as never } })),
});
const planOf = (...dids: object[]) => countPlanOf([rulesetOf(...dids)]);
const keysOf = (plan: ReturnType<typeof planOf>): string[] => [...plan.counters.keys()];

const EXPORTS = planOf({ event: 'export', within: '14d' });
const [EXPORT_KEY = ''] = keysOf(EXPORTS);
const BY_ACCOUNT = planOf({ event: 'export', within: '14d', scope: 'account' });
const [ACCOUNT_KEY = ''] = keysOf(BY_ACCOUNT);

let ids = 0;
const did = (more: Partial<ReceivedEvent> = {}, day = '02') =>
  accepted(`c${++ids}`, { timestamp: `2026-01-${day}T12:00:00.000Z`, ...more });
const within = (groupId: string) => ({ context: { groupId } });

/** How many events a counter knows of, of each day of January. */
const daysOf = async (store: Store, viewer: Parameters<Store['tallies']>[0], key = EXPORT_KEY) => {
  const found = (await store.tallies(viewer))[key];
  const counts: { [day: string]: number } = {};
  for (const tally of found?.tallies.map(unpackTally) ?? []) {
    for (const [bucket, count] of tally.buckets) {
      const day = new Date(bucket * DAY).toISOString().slice(8, 10);
      counts[day] = (counts[day] ?? 0) + count;
    }
  }
  return found && counts;
};
const catchUpWith = async (store: Store, plan: typeof EXPORTS, limit = 2): Promise<number> => {
  let steps = 1;
  while (await store.catchUp(plan, limit)) steps += 1;
  return steps;
};

/** What a `Store` must count for rules. */
export const countersConformance = (name: string, prepare: () => Promise<OpenStore>): void => {
  describe(`Store: ${name}: counters`, () => {
    it('counts each event once, in the transaction that stores it', async () => {
      const store = await openForTest(prepare);
      await store.keepCounters(keysOf(EXPORTS));
      const once = did();
      await store.apply(1, chunk([once, did({}, '03'), did({ event: 'print' }, '03')]), EXPORTS);
      await store.apply(2, chunk([once, did({}, '03')]), EXPORTS);
      await store.apply(2, chunk([did({}, '04')]), EXPORTS);
      expect(await daysOf(store, { user: 'u_1' })).toEqual({ '02': 1, '03': 2 });
      const broken = {
        do: 'trigger',
        subject: { kind: 'user', id: 'u' },
        name: 'x',
        data: 1n as never,
        at: '',
      };
      await expect(store.apply(3, chunk([did()], [], [broken as never]), EXPORTS)).rejects.toThrow();
      expect(await daysOf(store, { user: 'u_1' })).toEqual({ '02': 1, '03': 2 });
    });

    it('counts for the person within the account, and what they did outside of any', async () => {
      const store = await openForTest(prepare);
      await store.keepCounters(keysOf(EXPORTS));
      await store.apply(
        1,
        chunk([did(within('a'), '01'), did(within('b'), '02'), did({}, '03'), did({ userId: 'u_2' }, '04')]),
        EXPORTS,
      );
      expect(await daysOf(store, { user: 'u_1', account: 'a' })).toEqual({ '01': 1, '03': 1 });
      expect(await daysOf(store, { user: 'u_1' })).toEqual({ '01': 1, '02': 1, '03': 1 });
      expect(await daysOf(store, { user: 'nobody', account: 'a' })).toEqual({});
    });

    it('tells the person and the account, once each, that more is counted of them than before', async () => {
      const store = await openForTest(prepare);
      const both = planOf(
        { event: 'export', within: '14d' },
        { event: 'export', within: '14d', scope: 'account' },
        { event: 'export', within: '5h', scope: 'account' },
      );
      await store.keepCounters(keysOf(both));
      // Known to be active on the day: nothing but the counts is new from here on.
      await store.apply(1, chunk([did(within('a')), did({ event: 'import', ...within('a') })]), both);
      const again = accepted('more', did(within('a')).event, { position: 3 });
      const { changed } = await store.apply(3, chunk([again]), both);
      expect([...changed].sort()).toEqual(['account:a', 'user:u_1']);
      expect(await store.factsPosition({ user: 'u_2', account: 'a' })).toBe(3);
      expect(await store.factsPosition({ user: 'u_1' })).toBe(3);
      const uncounted = accepted('no', did({ event: 'import', ...within('a') }).event, { position: 4 });
      expect((await store.apply(4, chunk([uncounted]), both)).changed).toEqual([]);
      expect(await store.factsPosition({ account: 'a' })).toBe(3);
    });

    it('counts for the account what anybody did in it', async () => {
      const store = await openForTest(prepare);
      await store.keepCounters(keysOf(BY_ACCOUNT));
      const visitor = did({ ...within('a'), anonymousId: 'anon' }, '02');
      delete visitor.event.userId;
      await store.apply(
        1,
        chunk([
          did(within('a'), '01'),
          visitor,
          did({ ...within('a'), userId: 'u_2' }, '02'),
          did(within('b')),
        ]),
        BY_ACCOUNT,
      );
      const ofAccount = (account: string) => daysOf(store, { user: 'u_1', account }, ACCOUNT_KEY);
      expect(await ofAccount('a')).toEqual({ '01': 1, '02': 2 });
      expect(await ofAccount('c')).toEqual({});
      expect(await daysOf(store, { user: 'u_1' }, ACCOUNT_KEY)).toEqual({});
    });

    it('counts what somebody did before they said who they are, and nothing of others', async () => {
      const store = await openForTest(prepare);
      await store.keepCounters(keysOf(EXPORTS));
      const visitor = (anonymousId: string, day: string) => {
        const event = did({ anonymousId }, day);
        delete event.event.userId;
        return event;
      };
      await store.apply(1, chunk([visitor('anon', '01'), visitor('other', '02')]), EXPORTS);
      expect(await daysOf(store, { user: 'u_1' })).toEqual({});
      const identify = did({ type: 'identify', anonymousId: 'anon' });
      delete identify.event.event;
      // Whoever names another person as their earlier self learns nothing of them.
      const alias = did({ type: 'alias', previousId: 'u_2' });
      await store.apply(2, chunk([identify, alias, did({ userId: 'u_2' }, '03')]), EXPORTS);
      expect(await daysOf(store, { user: 'u_1' })).toMatchObject({ '01': 1 });
      expect(await daysOf(store, { user: 'u_1' })).not.toHaveProperty('03');
      expect(await daysOf(store, { user: 'u_1' })).not.toHaveProperty('02', 2);
    });

    it('counts nothing of bots, and of nudges that were looked at before they were let out', async () => {
      const store = await openForTest(prepare);
      const plan = planOf({ event: 'nudge.dismissed' });
      await store.keepCounters(keysOf(plan));
      const dismissed = (properties: object) =>
        did({ event: 'nudge.dismissed', properties: properties as never });
      await store.apply(
        1,
        chunk([
          dismissed({ preview: true }),
          dismissed({}),
          did({ event: 'nudge.dismissed', context: { bot: true } }),
        ]),
        plan,
      );
      expect(await daysOf(store, { user: 'u_1' }, keysOf(plan)[0])).toEqual({ '02': 1 });
    });

    it('counts stored events for a counter that is new, slice by slice, and says nothing before that is done', async () => {
      const store = await openForTest(prepare);
      await store.apply(1, chunk([did({}, '01'), did({}, '02'), did({}, '03')]));
      await store.keepCounters(keysOf(EXPORTS));
      expect(await store.keptCounters()).toEqual([{ key: EXPORT_KEY, behind: 0, from: 0 }]);
      expect(await daysOf(store, { user: 'u_1' })).toBeUndefined();
      expect(await store.catchUp(EXPORTS, 2)).toBe(true);
      // What comes meanwhile waits its turn.
      await store.apply(2, chunk([did({}, '04')]), EXPORTS);
      expect(await daysOf(store, { user: 'u_1' })).toBeUndefined();
      expect(await catchUpWith(store, EXPORTS)).toBeGreaterThan(1);
      expect(await daysOf(store, { user: 'u_1' })).toEqual({ '01': 1, '02': 1, '03': 1, '04': 1 });
      await store.apply(3, chunk([did({}, '04')]), EXPORTS);
      expect(await store.catchUp(EXPORTS, 2)).toBe(false);
      expect(await daysOf(store, { user: 'u_1' })).toEqual({ '01': 1, '02': 1, '03': 1, '04': 2 });
    });

    it('goes on where it was after it was opened again', async () => {
      const open = await prepare();
      const before = await open();
      await before.apply(1, chunk([did({}, '01'), did({}, '02'), did({}, '03')]));
      await before.keepCounters(keysOf(EXPORTS));
      await before.catchUp(EXPORTS, 2);
      await before.close();
      const store = await openForTest(async () => open);
      await store.keepCounters(keysOf(EXPORTS));
      expect((await store.keptCounters())[0]?.behind).toBeGreaterThan(0);
      await catchUpWith(store, EXPORTS);
      expect(await daysOf(store, { user: 'u_1' })).toEqual({ '01': 1, '02': 1, '03': 1 });
    });

    it('loses nothing of what was applied by a plan that did not have the counter', async () => {
      const store = await openForTest(prepare);
      await store.keepCounters(keysOf(EXPORTS));
      await store.apply(1, chunk([did({}, '01')]), EXPORTS);
      await store.apply(2, chunk([did({}, '02')]), planOf({ event: 'print' }));
      await store.apply(3, chunk([did({}, '03')]), EXPORTS);
      await catchUpWith(store, EXPORTS);
      expect(await daysOf(store, { user: 'u_1' })).toEqual({ '01': 1, '02': 1, '03': 1 });
    });

    it('forgets a counter that nobody asks for, and begins it anew', async () => {
      const store = await openForTest(prepare);
      await store.keepCounters(keysOf(EXPORTS));
      await store.apply(1, chunk([did({}, '01'), did({ userId: 'u_2' }), did({ userId: 'u_3' })]), EXPORTS);
      await store.keepCounters([]);
      expect(await store.tallies({ user: 'u_1' })).toEqual({});
      await store.keepCounters(keysOf(EXPORTS));
      await catchUpWith(store, EXPORTS);
      expect(await daysOf(store, { user: 'u_1' })).toEqual({ '01': 1 });
      expect(await store.keptCounters()).toEqual([{ key: EXPORT_KEY, from: 0 }]);
    });

    it('says from when on it misses nothing, when events have gone', async () => {
      const store = await openForTest(prepare);
      await store.keepCounters(keysOf(EXPORTS));
      const received = (receivedAt: string) => did({ receivedAt, timestamp: receivedAt });
      await store.apply(
        1,
        chunk([received('2026-01-01T00:00:00.000Z'), received('2026-01-05T00:00:00.000Z')]),
        EXPORTS,
      );
      await store.prune('2026-01-03T00:00:00.000Z', 9);
      const both = planOf({ event: 'export', within: '14d' }, { event: 'export', scope: 'account' });
      await store.keepCounters(keysOf(both));
      await catchUpWith(store, both);
      const from = Date.parse('2026-01-03T00:00:00.000Z');
      expect((await store.keptCounters()).map((one) => one.from)).toEqual([0, from]);
      expect(await daysOf(store, { user: 'u_1' })).toEqual({ '01': 1, '05': 1 });
      expect(await store.storedFrom()).toBe(from);
    });

    it('begins where it is told to, when it is built again', async () => {
      const store = await openForTest(prepare);
      await store.beginAt(7);
      await store.keepCounters(keysOf(EXPORTS));
      expect(await store.keptCounters()).toEqual([{ key: EXPORT_KEY, from: 7 }]);
      expect((await store.tallies({ user: 'u_1' }))[EXPORT_KEY]).toEqual({ from: 7, tallies: [] });
    });

    it('forgets what a person did, and keeps what the account did', async () => {
      const store = await openForTest(prepare);
      const both = planOf({ event: 'export' }, { event: 'export', scope: 'account' });
      const [own, ofAccount] = keysOf(both);
      await store.keepCounters(keysOf(both));
      await store.apply(
        1,
        chunk([did(within('a'), '01'), did({ ...within('a'), userId: 'u_2' }, '01')]),
        both,
      );
      const person = { userIds: ['u_1'], anonymousIds: [] };
      await store.apply(2, chunk([], [], [{ do: 'forget', person }]), both);
      expect(await daysOf(store, { user: 'u_1', account: 'a' }, own)).toEqual({});
      expect(await daysOf(store, { user: 'u_2', account: 'a' }, own)).toEqual({ '01': 1 });
      expect(await daysOf(store, { user: 'u_1', account: 'a' }, ofAccount)).toEqual({ '01': 2 });
    });
  });
};
