import { USAGE_EVENT } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { countPlanOf } from '../counting/count-plan.js';
import { SERVER_KEY } from '../keys/server-key.js';
import { accepted, chunk, dead } from '../testing/make-chunk.js';
import { makeNudge } from '../testing/make-ruleset.js';
import { type OpenStore, openForTest } from '../testing/open-store.js';
import type { Store } from './store.port.js';

const PERSON = { userIds: ['u_1'], anonymousIds: ['anon_1'] };
const EXPORTS = countPlanOf([
  { version: '1', nudges: [makeNudge('n', { who: { $did: { event: 'export', within: '14d' } } })] },
]);
const [EXPORT_KEY = ''] = EXPORTS.counters.keys();
const inAccount = { context: { groupId: 'acct_7', locale: 'de' } };

const eraseAll = async (store: Store): Promise<number> => {
  const [erasure] = await store.pendingErasures();
  let erased = 0;
  for (let after: number | undefined = 0; after !== undefined; ) {
    const slice = await store.erase(erasure!, after, 2);
    erased += slice.erased;
    after = slice.next;
  }
  await store.finishErasure(erasure!);
  return erased;
};
const idsOf = async (store: Store) =>
  (await store.events(0, 99)).map(({ event: { messageId } }) => messageId);

/** What a `Store` must let go of when a person is deleted. */
export const erasureConformance = (name: string, prepare: () => Promise<OpenStore>): void => {
  describe(`Store: ${name}: deletion`, () => {
    it('knows the other names of a person', async () => {
      const store = await openForTest(prepare);
      await store.apply(
        1,
        chunk([
          accepted('a', { anonymousId: 'anon_1' }),
          accepted('b', { anonymousId: 'anon_2' }),
          accepted('c', { type: 'alias', previousId: 'visitor' }),
          accepted('d', { userId: 'u_2', anonymousId: 'anon_3' }),
        ]),
      );
      const found = await store.namesOf({ userIds: ['u_1'], anonymousIds: ['given'] });
      expect(found.userIds).toEqual(['u_1']);
      expect([...found.anonymousIds].sort()).toEqual(['anon_1', 'anon_2', 'given', 'visitor']);
    });

    it('takes an earlier id for a user where the host’s backend joined it, and its names too', async () => {
      const store = await openForTest(prepare);
      const alias = (id: string, userId: string, previousId: string) =>
        accepted(id, { type: 'alias', userId, previousId }, { writeKey: SERVER_KEY });
      await store.apply(
        1,
        chunk([
          alias('a', 'u_1', 'u_0'),
          alias('b', 'u_0', 'u_old'),
          alias('c', 'u_old', 'u_1'),
          accepted('d', { userId: 'u_old', anonymousId: 'anon_0' }),
        ]),
      );
      const found = await store.namesOf({ userIds: ['u_1'], anonymousIds: [] });
      expect([...found.userIds].sort()).toEqual(['u_0', 'u_1', 'u_old']);
      expect([...found.anonymousIds].sort()).toEqual(['anon_0', 'u_0', 'u_1', 'u_old']);
    });

    it('leaves everything of a user whose id a page gave out for its own', async () => {
      const store = await openForTest(prepare);
      await store.keepCounters([EXPORT_KEY]);
      const theirs = [
        accepted('a', { userId: 'victim', type: 'identify', traits: { role: 'owner' }, ...inAccount }),
        accepted('b', { userId: 'victim', ...inAccount }),
        accepted('c', { userId: 'victim', event: 'nudge.never', properties: { nudge: 'n' } }),
      ];
      const claims = [
        accepted('d', { userId: 'attacker', anonymousId: 'victim' }),
        accepted('e', { userId: 'attacker', type: 'alias', previousId: 'victim' }),
      ];
      await store.apply(1, chunk([...theirs, ...claims]), EXPORTS);
      const stateOf = async () => [
        await store.traits({ kind: 'user', id: 'victim' }),
        await store.activity.roles('acct_7', '2000-01-01'),
        (await store.tallies({ user: 'victim' }))[EXPORT_KEY]?.tallies.length,
        Object.keys((await store.ledger({ user: 'victim' })).own),
      ];
      const before = await stateOf();
      expect(before).toEqual([{ role: 'owner' }, { owner: 1 }, 1, ['n']]);
      const person = await store.namesOf({ userIds: ['attacker'], anonymousIds: [] });
      await store.apply(2, chunk([], [], [{ do: 'forget', person }]), EXPORTS);
      await eraseAll(store);
      expect(await stateOf()).toEqual(before);
      expect(await idsOf(store)).toEqual(['a', 'b', 'c']);
    });

    it('removes their events, facts and dead letters, and nobody else’s', async () => {
      const store = await openForTest(prepare);
      const anonymous = accepted('c', { anonymousId: 'anon_1' });
      delete anonymous.event.userId;
      await store.apply(
        1,
        chunk(
          [
            accepted('a', { type: 'identify', traits: { role: 'owner' } }),
            accepted('b', { userId: 'u_2', anonymousId: 'anon_1', ...inAccount }),
            anonymous,
            accepted('d', inAccount),
          ],
          [dead('x', { event: { type: 'trak', userId: 'u_1' } }), dead('y', { event: { userId: 'u_2' } })],
        ),
      );
      await store.apply(2, chunk([], [], [{ do: 'forget', person: PERSON }]));
      expect(await store.traits({ kind: 'user', id: 'u_1' })).toEqual({});
      expect(await store.activity.roles('acct_7', '2000-01-01')).toEqual({ '': 1 });
      expect((await store.deadLetters(0, 9)).map(({ messageId }) => messageId)).toEqual(['y']);
      expect(await store.pendingErasures()).toEqual([{ position: 2, person: PERSON }]);
      expect(await eraseAll(store)).toBe(3);
      expect(await idsOf(store)).toEqual(['b']);
      expect(await store.pendingErasures()).toEqual([]);
    });

    it('keeps what they said about the account, without them', async () => {
      const store = await openForTest(prepare);
      const usage = { event: USAGE_EVENT, properties: { meter: 'seats', used: 3 }, ...inAccount };
      await store.apply(
        1,
        chunk([
          accepted('a', { type: 'group', groupId: 'acct_7', traits: { plan: 'team' } }),
          accepted('b', usage),
        ]),
      );
      await store.apply(2, chunk([], [], [{ do: 'forget', person: PERSON }]));
      await eraseAll(store);
      const events = (await store.events(0, 9)).map(({ event }) => event);
      expect(events.map(({ messageId }) => messageId)).toEqual(['a', 'b']);
      expect(events[1]).toMatchObject({ anonymousId: 'erased', context: { groupId: 'acct_7' } });
      expect(JSON.stringify(events)).not.toMatch(/u_1|locale/);
      expect(await store.events(0, 9, { userId: 'u_1' })).toEqual([]);
      expect(await store.traits({ kind: 'account', id: 'acct_7' })).toEqual({ plan: 'team' });
      expect(await store.usage({ kind: 'account', id: 'acct_7' })).toHaveLength(1);
    });

    it('notes the days on which what it removed was received, and keeps them', async () => {
      const store = await openForTest(prepare);
      const on = (day: string, id: string, more: object = {}) =>
        accepted(id, { receivedAt: `${day}T23:59:59.999Z`, ...more });
      await store.apply(
        1,
        chunk([
          on('2026-01-03', 'a'),
          on('2026-01-01', 'b'),
          on('2026-01-01', 'c'),
          on('2026-01-02', 'd', { userId: 'u_2' }),
        ]),
      );
      await store.apply(2, chunk([], [], [{ do: 'forget', person: PERSON }]));
      expect(await store.erasedDays(2)).toEqual([]);
      await eraseAll(store);
      expect(await store.erasedDays(2)).toEqual(['2026-01-01', '2026-01-03']);
      expect(await store.erasedDays(1)).toEqual([]);
    });

    it('leaves what comes after it was asked for', async () => {
      const store = await openForTest(prepare);
      await store.apply(1, chunk([accepted('before')]));
      await store.apply(2, chunk([], [], [{ do: 'forget', person: PERSON }]));
      await store.apply(3, chunk([accepted('after', {}, { position: 3 })]));
      await eraseAll(store);
      expect(await idsOf(store)).toEqual(['after']);
      expect(await store.activity.features({ kind: 'user', id: 'u_1' }, '2000-01-01')).toBe(1);
    });
  });
};
