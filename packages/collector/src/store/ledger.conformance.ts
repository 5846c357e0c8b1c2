import { describe, expect, it } from 'vitest';
import { accepted, chunk } from '../testing/make-chunk.js';
import { type OpenStore, openForTest } from '../testing/open-store.js';
import type { ReceivedEvent } from './store.port.js';

const AT = Date.parse('2026-01-02T12:00:00.000Z');
const VIEWER = { user: 'u_1', account: 'acct_7' };

let ids = 0;
/** What a nudge reports, of u_1 in acct_7. */
const nudge = (kind: string, properties: object = {}, more: Partial<ReceivedEvent> = {}, position = 1) => {
  const context = { groupId: 'acct_7', sessionId: 's1' };
  const timestamp = new Date(AT).toISOString();
  return accepted(
    `n${++ids}`,
    {
      ...{ event: `nudge.${kind}`, timestamp, context },
      properties: { nudge: 'seats', rev: 1, episode: 's90', ...properties },
      ...more,
    },
    { position },
  );
};
const ofVisitor = (event: ReturnType<typeof nudge>, anonymousId: string) => {
  delete event.event.userId;
  event.event.anonymousId = anonymousId;
  return event;
};
const SHOWN = { at: AT, session: 's1', episode: 's90' };

/** What a `Store` must know of what was seen. */
export const ledgerConformance = (name: string, prepare: () => Promise<OpenStore>): void => {
  describe(`Store: ${name}: ledger`, () => {
    it('keeps what each event of a nudge says, of the person and of the account', async () => {
      const store = await openForTest(prepare);
      const { changed } = await store.apply(
        3,
        chunk([
          nudge('assigned', {}, {}, 3),
          nudge('exposed'),
          nudge('dismissed'),
          nudge('snoozed', { until: AT + 9 }),
          nudge('never', { nudge: 'a' }),
          nudge('goal', { nudge: 'b' }),
          nudge('stopped', { nudge: 'c' }),
        ]),
      );
      const all = {
        seats: { shown: [SHOWN], dismissed: { s90: AT }, snoozedUntil: AT + 9 },
        a: { never: true },
        c: { stopped: true },
      };
      expect(await store.ledger(VIEWER)).toEqual({ own: all, account: all });
      expect(changed).toEqual(expect.arrayContaining(['user:u_1', 'account:acct_7']));
      expect(await store.factsPosition(VIEWER)).toBe(3);
    });

    it('is of the person within the account, and of nobody else', async () => {
      const store = await openForTest(prepare);
      const elsewhere = { context: { groupId: 'acct_8', sessionId: 's1' } };
      const outside = { context: { sessionId: 's1' } };
      await store.apply(
        1,
        chunk([
          nudge('never', { nudge: 'a' }),
          nudge('never', { nudge: 'b' }, elsewhere),
          nudge('never', { nudge: 'c' }, outside),
          nudge('never', { nudge: 'd' }, { userId: 'u_2' }),
        ]),
      );
      const namesOf = async (viewer: object) => {
        const { own, account } = await store.ledger(viewer);
        return [Object.keys(own).sort(), Object.keys(account).sort()];
      };
      expect(await namesOf(VIEWER)).toEqual([
        ['a', 'c'],
        ['a', 'd'],
      ]);
      expect(await namesOf({ user: 'u_1' })).toEqual([['a', 'b', 'c'], []]);
      expect(await namesOf({ user: 'u_1', account: 'acct_9' })).toEqual([['c'], []]);
      expect(await namesOf({ user: 'u_3', account: 'acct_9' })).toEqual([[], []]);
    });

    it('says a thing once, however often and in whatever order it is told', async () => {
      const store = await openForTest(prepare);
      const later = new Date(AT + 1000).toISOString();
      await store.apply(1, chunk([nudge('assigned', {}, { timestamp: later }), nudge('dismissed')]));
      const again = await store.apply(2, chunk([nudge('assigned'), nudge('dismissed')]));
      expect(again.changed).toContain('user:u_1');
      const repeated = await store.apply(
        3,
        chunk([nudge('assigned', {}, { timestamp: later }), nudge('dismissed')]),
      );
      expect(repeated.changed).toEqual([]);
      expect((await store.ledger(VIEWER)).own).toEqual({ seats: { shown: [SHOWN], dismissed: { s90: AT } } });
    });

    it('has what somebody saw before they said who they are', async () => {
      const store = await openForTest(prepare);
      await store.apply(
        1,
        chunk([ofVisitor(nudge('never'), 'anon'), ofVisitor(nudge('never', { nudge: 'x' }), 'other')]),
      );
      expect((await store.ledger(VIEWER)).own).toEqual({});
      await store.apply(2, chunk([accepted('i', { type: 'identify', anonymousId: 'anon' })]));
      expect((await store.ledger(VIEWER)).own).toEqual({ seats: { never: true } });
      // Whoever names another person as their earlier self learns nothing of them.
      await store.apply(3, chunk([accepted('j', { type: 'alias', userId: 'u_2', previousId: 'u_1' })]));
      expect((await store.ledger({ user: 'u_2' })).own).toEqual({});
    });

    it('takes nothing from bots and previews, nor from what is no record', async () => {
      const store = await openForTest(prepare);
      await store.apply(
        1,
        chunk([
          nudge('dismissed', { preview: true }),
          nudge('dismissed', {}, { context: { bot: true } }),
          nudge('dismissed', { nudge: 7 }),
          nudge('dismissed', { nudge: '__proto__' }),
          nudge('snoozed', { until: 'tomorrow' }),
          nudge('assigned', {}, { context: {} }),
          nudge('toString'),
          nudge('dismissed', {}, { type: 'page', name: 'nudge.dismissed' }),
        ]),
      );
      expect(await store.ledger(VIEWER)).toEqual({ own: {}, account: {} });
    });

    it('forgets what a person has seen, and keeps that the account has', async () => {
      const store = await openForTest(prepare);
      await store.apply(1, chunk([nudge('never')]));
      const person = { userIds: ['u_1'], anonymousIds: [] };
      await store.apply(2, chunk([], [], [{ do: 'forget', person }]));
      expect(await store.ledger(VIEWER)).toEqual({ own: {}, account: { seats: { never: true } } });
    });
  });
};
