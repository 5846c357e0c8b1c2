import { describe, expect, it } from 'vitest';
import type { NewMembershipChange } from '../facts/membership-changes.port.js';
import { accepted, chunk } from '../testing/make-chunk.js';
import { type OpenStore, openForTest } from '../testing/open-store.js';
import type { Store } from './store.port.js';

const RECEIVED = Date.parse('2026-01-02T03:04:05.000Z');
const SOON = RECEIVED + 1;
const VIEWER = { user: 'u_1', account: 'acct_7' };
const JUDGEMENT = { judgedBy: 'd1', judgedOn: 'f1' };

let ids = 0;
const seen = (userId = 'u_1', context: object = { groupId: 'acct_7' }) =>
  accepted(`s${++ids}`, { userId, context: context as never });
const change = (more: Partial<NewMembershipChange> = {}) => ({
  do: 'membership' as const,
  viewer: VIEWER,
  kind: 'segment' as const,
  name: 'owners',
  change: 'entered' as const,
  cause: 'facts' as const,
  at: '2026-01-02T03:04:05.000Z',
  figures: { usage: { seats: { used: 9, limit: 10 } } },
  ...more,
});
const due = async (store: Store, now = SOON, definitions = 'd1', limit = 99) =>
  (await store.dueStandings(now, definitions, limit)).sort((one, other) =>
    JSON.stringify(one.viewer) < JSON.stringify(other.viewer) ? -1 : 1,
  );
const settleAll = async (store: Store, until?: number): Promise<void> => {
  for (const one of await due(store)) {
    await store.settleStanding(one, { ...JUDGEMENT, ...(until !== undefined && { until }) });
  }
};

/** What a `Store` must know of memberships. */
export const standingsConformance = (name: string, prepare: () => Promise<OpenStore>): void => {
  describe(`Store: ${name}: standings`, () => {
    it('makes due whom events name: the person in the account, everywhere else, and the account', async () => {
      const store = await openForTest(prepare);
      await store.apply(1, chunk([seen(), seen('u_2', {}), seen('bot', { bot: true })]));
      const viewers = (await due(store)).map(({ viewer }) => viewer);
      expect(viewers).toEqual([{ account: 'acct_7' }, { user: 'u_1', account: 'acct_7' }, { user: 'u_2' }]);
      expect(await due(store, RECEIVED - 1)).toEqual([]);
      await settleAll(store);
      expect(await due(store)).toEqual([]);
      await store.apply(2, chunk([seen('u_1', {})]));
      expect((await due(store)).map(({ viewer }) => viewer)).toEqual([VIEWER, { user: 'u_1' }]);
    });

    it('says why somebody is due, and by what they were judged', async () => {
      const store = await openForTest(prepare);
      await store.apply(1, chunk([seen('u_1', {})]));
      const [first] = await due(store);
      expect(first).toMatchObject({ viewer: { user: 'u_1' }, isAsked: true, held: [] });
      expect(first).not.toHaveProperty('judgedBy');
      await store.settleStanding(first!, { ...JUDGEMENT, until: SOON + 5 });
      expect(await due(store, SOON + 4)).toEqual([]);
      expect(await due(store, SOON + 5)).toMatchObject([{ isAsked: false, ...JUDGEMENT }]);
      expect(await due(store, SOON, 'd2')).toMatchObject([{ isAsked: false, ...JUDGEMENT }]);
      expect(await due(store, SOON, 'c9')).toHaveLength(1);
      expect(await store.dueStandings(SOON, 'd2', 0)).toEqual([]);
    });

    it('overlooks nothing that happens while somebody is judged', async () => {
      const store = await openForTest(prepare);
      await store.apply(1, chunk([seen('u_1', {})]));
      const [one] = await due(store);
      await store.apply(2, chunk([seen('u_1', {})]));
      await store.settleStanding(one!, JUDGEMENT);
      expect(await due(store)).toMatchObject([{ isAsked: true, ...JUDGEMENT }]);
    });

    it('makes the people of an account due, and not the account', async () => {
      const store = await openForTest(prepare);
      await store.apply(1, chunk([seen(), seen('u_2'), seen('u_3', { groupId: 'acct_8' })]));
      await settleAll(store);
      await store.askPeopleOf('acct_7', SOON + 5);
      expect(await due(store, SOON + 4)).toEqual([]);
      expect((await due(store, SOON + 5)).map(({ viewer }) => viewer.user)).toEqual(['u_1', 'u_2']);
    });

    it('writes each change down once, tells whom it is about, and has them judged again', async () => {
      const store = await openForTest(prepare);
      await store.apply(1, chunk([seen()]));
      await settleAll(store);
      const first = await store.apply(2, chunk([], [], [change()]));
      expect(first.changed).toEqual(['user:u_1']);
      expect(await store.factsPosition(VIEWER)).toBe(2);
      expect(await due(store)).toMatchObject([
        { viewer: VIEWER, held: [{ kind: 'segment', name: 'owners' }] },
      ]);
      expect((await store.apply(3, chunk([], [], [change()]))).changed).toEqual([]);
      expect(
        (await store.apply(4, chunk([], [], [change({ change: 'left', name: 'none' })]))).changed,
      ).toEqual([]);
      await store.apply(5, chunk([], [], [change({ change: 'left' })]));
      await store.apply(
        6,
        chunk([], [], [change({ viewer: { account: 'acct_7' }, kind: 'stage', name: 'n/s' })]),
      );
      const { do: _, ...entered } = change();
      expect(await store.membershipChanges.after(0, 9)).toEqual([
        { seq: 2, ...entered },
        { seq: 5, ...entered, change: 'left' },
        { seq: 6, ...entered, viewer: { account: 'acct_7' }, kind: 'stage', name: 'n/s' },
      ]);
      expect(await store.membershipChanges.after(2, 1)).toMatchObject([{ seq: 5 }]);
      expect(await store.factsPosition({ account: 'acct_7' })).toBe(6);
    });

    it('lets changes go that are old, and all of a person', async () => {
      const store = await openForTest(prepare);
      await store.apply(1, chunk([seen()]));
      await store.apply(2, chunk([], [], [change({ at: '2026-01-01T00:00:00.000Z' })]));
      await store.apply(3, chunk([], [], [change({ name: 'other' })]));
      await store.apply(4, chunk([], [], [change({ viewer: { account: 'acct_7' } })]));
      await store.prune('2026-01-02T00:00:00.000Z', 9);
      const seqs = async () => (await store.membershipChanges.after(0, 9)).map(({ seq }) => seq);
      expect(await seqs()).toEqual([3, 4]);
      await store.apply(5, chunk([], [], [{ do: 'forget', person: { userIds: ['u_1'], anonymousIds: [] } }]));
      expect(await seqs()).toEqual([4]);
      expect((await due(store)).map(({ viewer }) => viewer)).toEqual([{ account: 'acct_7' }]);
    });
  });
};
