import { USAGE_EVENT } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import type { Subject } from '../facts/subject.js';
import { accepted, chunk } from '../testing/make-chunk.js';
import { type OpenStore, openForTest } from '../testing/open-store.js';
import type { ReceivedEvent } from './store.port.js';

const USER: Subject = { kind: 'user', id: 'u_1' };
const ACCOUNT: Subject = { kind: 'account', id: 'acct_7' };
const EVER = '2000-01-01';

let ids = 0;
const event = (more: Partial<ReceivedEvent>, position = 1) => accepted(`m${++ids}`, more, { position });
const inAccount = { context: { groupId: 'acct_7' } };
const identify = (traits: ReceivedEvent['traits'], timestamp: string, position = 1) =>
  event({ type: 'identify', traits: traits ?? {}, timestamp }, position);
const group = (traits: ReceivedEvent['traits'], timestamp: string, position = 1) =>
  event({ type: 'group', groupId: 'acct_7', traits: traits ?? {}, timestamp }, position);
const usage = (used: number, limit: number | undefined, timestamp: string) =>
  event({
    event: USAGE_EVENT,
    properties: { meter: 'seats', used, ...(limit !== undefined && { limit }) },
    timestamp,
    ...inAccount,
  });
const on = (day: string): string => `2026-01-${day}T12:00:00.000Z`;

/** What a `Store` must know of people and accounts. */
export const factsConformance = (name: string, prepare: () => Promise<OpenStore>): void => {
  describe(`Store: ${name}: facts`, () => {
    it('merges traits; the later statement wins, whichever comes first', async () => {
      const store = await openForTest(prepare);
      await store.apply(1, chunk([identify({ role: 'owner', name: 'Ada' }, on('02'))]));
      await store.apply(
        2,
        chunk([identify({ role: 'late', plan: 'old' }, on('01')), group({ plan: 'team' }, on('01'))]),
      );
      expect(await store.traits(USER)).toEqual({ role: 'owner', name: 'Ada', plan: 'old' });
      expect(await store.traits(ACCOUNT)).toEqual({ plan: 'team' });
      expect(await store.traits({ kind: 'user', id: 'nobody' })).toEqual({});
    });

    it('keeps the newest reading of a meter, and the last of each day', async () => {
      const store = await openForTest(prepare);
      await store.apply(1, chunk([usage(3, 10, on('01')), usage(5, 10, on('02')), usage(4, 10, on('01'))]));
      await store.apply(2, chunk([usage(2, 10, '2026-01-01T06:00:00.000Z')]));
      expect(await store.usage(ACCOUNT)).toEqual([{ meter: 'seats', used: 5, limit: 10 }]);
      expect(await store.usageSamples(ACCOUNT, '2026-01-01')).toEqual([
        { meter: 'seats', used: 4, limit: 10, day: '2026-01-01' },
        { meter: 'seats', used: 5, limit: 10, day: '2026-01-02' },
      ]);
      expect(await store.usageSamples(ACCOUNT, '2026-01-02')).toHaveLength(1);
      await store.apply(3, chunk([usage(6, undefined, on('03'))]));
      expect(await store.usage(ACCOUNT)).toEqual([{ meter: 'seats', used: 6 }]);
      expect(await store.usage(USER)).toEqual([]);
    });

    it('takes a role for what it is, also where objects have something of that name', async () => {
      const store = await openForTest(prepare);
      const of = (userId: string, role: string) =>
        event({ type: 'identify', userId, traits: { role }, ...inAccount });
      const names = ['constructor', '__proto__', 'toString'];
      await store.apply(1, chunk(names.map((role, i) => of(`u_${i}`, role))));
      expect(Object.entries(await store.activity.roles('acct_7', EVER)).sort()).toEqual(
        names.map((role) => [role, 1]).sort(),
      );
    });

    it('counts distinct days and features of a person and of an account', async () => {
      const store = await openForTest(prepare);
      const look = (user: string, what: string, day: string, context = inAccount) =>
        event({ userId: user, event: what, timestamp: on(day), ...context });
      await store.apply(
        1,
        chunk([
          look('u_1', 'export', '01'),
          look('u_1', 'export', '01'),
          look('u_1', 'invite', '02'),
          look('u_2', 'export', '03'),
          look('u_2', 'elsewhere', '04', {} as never),
          usage(1, 2, on('05')),
        ]),
      );
      expect(await store.activity.days(USER, EVER)).toBe(3);
      expect(await store.activity.days(ACCOUNT, EVER)).toBe(4);
      expect(await store.activity.days(ACCOUNT, '2026-01-03')).toBe(2);
      expect(await store.activity.personDays(ACCOUNT, '2026-01-02', '2026-01-05')).toBe(2);
      expect(await store.activity.personDays(USER, EVER, '2026-01-03')).toBe(2);
      expect(await store.activity.features(USER, EVER)).toBe(2);
      expect(await store.activity.features(ACCOUNT, EVER)).toBe(2);
      expect(await store.activity.features(ACCOUNT, '2026-01-03')).toBe(1);
    });

    it('counts each person’s days, and takes what nudges report for no feature', async () => {
      const store = await openForTest(prepare);
      const look = (user: string, day: string, name = 'nudge.assigned') =>
        event({ userId: user, event: name, timestamp: on(day), ...inAccount });
      await store.apply(
        1,
        chunk([look('u_1', '01'), look('u_2', '01'), look('u_1', '02'), look('u_1', '02')]),
      );
      expect(await store.activity.personDays(ACCOUNT, EVER, '2026-01-03')).toBe(3);
      expect(await store.activity.days(ACCOUNT, EVER)).toBe(2);
      expect(await store.activity.features(ACCOUNT, EVER)).toBe(0);
    });

    it('counts the people of an account by role', async () => {
      const store = await openForTest(prepare);
      const person = (user: string, day: string) => event({ userId: user, timestamp: on(day), ...inAccount });
      const role = (user: string, name: string) =>
        event({ type: 'identify', userId: user, traits: { role: name }, timestamp: on('01') });
      await store.apply(
        1,
        chunk([person('u_1', '01'), person('u_2', '02'), person('u_3', '02'), person('u_3', '03')]),
      );
      await store.apply(2, chunk([role('u_1', 'owner'), role('u_2', 'member')]));
      expect(await store.activity.roles('acct_7', EVER)).toEqual({ owner: 1, member: 1, '': 1 });
      expect(await store.activity.roles('acct_7', '2026-01-02')).toEqual({ member: 1, '': 1 });
    });

    it('says whose facts changed, and at which position; a repetition changes nothing', async () => {
      const store = await openForTest(prepare);
      const first = await store.apply(3, chunk([identify({ role: 'owner' }, on('02'), 3)]));
      expect(first.changed).toEqual(['user:u_1']);
      const again = await store.apply(4, chunk([identify({ role: 'owner' }, on('02'), 4)]));
      expect(again.changed).toEqual([]);
      expect(await store.factsPosition({ user: 'u_1' })).toBe(3);
      const both = await store.apply(5, chunk([group({ plan: 'team' }, on('02'), 5)]));
      expect(both.changed).toContain('account:acct_7');
      expect(await store.factsPosition({ user: 'nobody', account: 'acct_7' })).toBe(5);
      expect(await store.factsPosition({ user: 'nobody' })).toBe(0);
    });

    it('does not change when somebody does again what they did the other day', async () => {
      const store = await openForTest(prepare);
      const look = (day: string, name: string) => event({ event: name, timestamp: on(day) });
      await store.apply(1, chunk([look('01', 'export'), look('02', 'invite')]));
      expect((await store.apply(2, chunk([look('02', 'export')]))).changed).toEqual([]);
      expect((await store.apply(3, chunk([look('02', 'print')]))).changed).toEqual(['user:u_1']);
      expect(await store.activity.features(USER, '2026-01-02')).toBe(3);
    });

    it('knows again what somebody does after they were deleted, and after a chunk that failed', async () => {
      const store = await openForTest(prepare);
      const today = () => event({ timestamp: on('01') });
      // Controls come last: when this one fails, everything else was written.
      const broken = { do: 'trigger', subject: USER, name: 'x', data: 1n as never, at: on('01') } as const;
      await expect(store.apply(1, chunk([today()], [], [broken]))).rejects.toThrow();
      await store.apply(1, chunk([today()]));
      expect(await store.activity.days(USER, EVER)).toBe(1);
      const person = { userIds: ['u_1'], anonymousIds: [] };
      await store.apply(2, chunk([], [], [{ do: 'forget', person }]));
      expect(await store.activity.days(USER, EVER)).toBe(0);
      expect((await store.apply(3, chunk([today()]))).changed).toEqual(['user:u_1']);
      expect(await store.activity.days(USER, EVER)).toBe(1);
    });

    it('takes nothing from bots, nor from an event that is sent again', async () => {
      const store = await openForTest(prepare);
      const bot = event({ context: { ...inAccount.context, bot: true } });
      const { changed } = await store.apply(1, chunk([bot]));
      expect(changed).toEqual([]);
      const traits = identify({ role: 'owner' }, on('02'));
      await store.apply(2, chunk([traits]));
      const repeated = { ...traits, event: { ...traits.event, traits: { role: 'other' } } };
      expect((await store.apply(3, chunk([repeated]))).changed).toEqual([]);
      expect(await store.traits(USER)).toEqual({ role: 'owner' });
    });

    it('notes what was unlocked and locked, and triggers, for those whom it concerns', async () => {
      const store = await openForTest(prepare);
      await store.apply(1, chunk([group({ entitlements: ['a', 'b'] }, on('01'))]));
      await store.apply(2, chunk([group({ entitlements: ['b', 'c'] }, on('02'))]));
      const trigger = { do: 'trigger', subject: USER, name: 'recap', data: { n: 1 }, at: on('03') } as const;
      const { changed } = await store.apply(3, chunk([], [], [trigger]));
      expect(changed).toEqual(['user:u_1']);
      const notices = await store.notices({ user: 'u_1', account: 'acct_7' }, 0, 9);
      expect(notices.map(({ type, data }) => [type, data])).toEqual([
        ['entitlement', { entitlement: 'a', on: true }],
        ['entitlement', { entitlement: 'b', on: true }],
        ['entitlement', { entitlement: 'c', on: true }],
        ['entitlement', { entitlement: 'a', on: false }],
        ['trigger', { name: 'recap', data: { n: 1 } }],
      ]);
      expect(await store.latestNotice()).toBe(notices.at(-1)?.seq);
      expect(await store.notices({ account: 'acct_7' }, notices[2]!.seq, 9)).toHaveLength(1);
      expect(await store.notices({ user: 'u_2' }, 0, 9)).toEqual([]);
      expect(await store.notices({ user: 'u_1', account: 'acct_7' }, 0, 2)).toHaveLength(2);
    });
  });
};
