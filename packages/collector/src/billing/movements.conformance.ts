import { describe, expect, it } from 'vitest';
import { SERVER_KEY } from '../keys/server-key.js';
import type { Store } from '../store/store.port.js';
import { accepted, chunk } from '../testing/make-chunk.js';
import { type OpenStore, openForTest } from '../testing/open-store.js';
import { SUBSCRIPTION_EVENT } from './subscription-change.js';

const at = (day: number): string => `2026-01-${String(day).padStart(2, '0')}T00:00:00.000Z`;

interface Said {
  day: number;
  account?: string;
  writeKey?: string;
  subscription?: string;
  status?: string;
  amount?: number;
  interval?: string;
  plan?: string;
  product?: string;
  entitlements?: string[];
}

/** An event that tells how a subscription is. */
const said = (id: string, { day, account = 'acct_7', writeKey = SERVER_KEY, ...more }: Said) => {
  const properties = {
    ...{
      subscription: 'sub_1',
      status: 'active',
      plan: 'team',
      amount: 1000,
      currency: 'EUR',
      interval: 'month',
    },
    ...more,
  };
  const told = { event: SUBSCRIPTION_EVENT, properties, timestamp: at(day), context: { groupId: account } };
  return accepted(id, told, { writeKey });
};
const group = (id: string, traits: object, day: number, writeKey = 'wk') =>
  accepted(
    id,
    { type: 'group', groupId: 'acct_7', traits: traits as never, timestamp: at(day) },
    { writeKey },
  );
const ACCOUNT = { kind: 'account', id: 'acct_7' } as const;

const listed = async (store: Store) =>
  (await store.movements(0, 100))
    .filter(({ amount }) => amount !== 0)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, kind, amount }) => [id, kind, amount]);

/** What a `Store` must know of revenue. */
export const movementsConformance = (name: string, prepare: () => Promise<OpenStore>): void => {
  describe(`Store: ${name}: movements`, () => {
    it('takes the later of what the host and the subscription say, also in one chunk', async () => {
      const store = await openForTest(prepare);
      const host = (id: string, plan: string, day: number) => group(id, { plan }, day, SERVER_KEY);
      await store.apply(1, chunk([said('1', { day: 1 }), host('2', 'business', 2)]));
      expect(await store.traits(ACCOUNT)).toEqual({ plan: 'business' });
      await store.apply(2, chunk([host('3', 'business', 3), said('4', { day: 4, plan: 'scale' })]));
      expect(await store.traits(ACCOUNT)).toEqual({ plan: 'scale' });
    });

    it('lists movements, by account and kind, page by page', async () => {
      const store = await openForTest(prepare);
      await store.apply(1, chunk([said('1', { day: 1 }), said('2', { day: 2, amount: 1500 })]));
      await store.apply(2, chunk([said('3', { day: 3, account: 'acct_8' })]));
      const all = await store.movements(0, 10);
      expect(all.map(({ id, account, kind }) => [id, account, kind])).toEqual([
        ['1/0', 'acct_7', 'new'],
        ['2/0', 'acct_7', 'upsell'],
        ['3/0', 'acct_8', 'new'],
      ]);
      expect(all[1]).toEqual({
        ...{ seq: expect.any(Number), id: '2/0', at: at(2), account: 'acct_7', subscription: 'sub_1' },
        ...{ kind: 'upsell', amount: 500, currency: 'EUR', product: 'main', plan: 'team' },
      });
      expect(await store.movements(all[0]!.seq, 1)).toEqual([all[1]]);
      expect(await store.movements(0, 10, { account: 'acct_8' })).toEqual([all[2]]);
      expect(await store.movements(0, 10, { kind: 'upsell' })).toEqual([all[1]]);
    });

    it('counts an event once, however often it comes', async () => {
      const store = await openForTest(prepare);
      await store.apply(1, chunk([said('1', { day: 1 }), said('1', { day: 1 })]));
      await store.apply(2, chunk([said('1', { day: 1 })]));
      expect(await listed(store)).toEqual([['1/0', 'new', 1000]]);
    });

    it('comes to the same whatever order events come in', async () => {
      const events = [
        said('1', { day: 1, status: 'trialing' }),
        said('2', { day: 2 }),
        said('3', { day: 3, amount: 3000, plan: 'scale', entitlements: ['reports'] }),
        said('4', { day: 4, subscription: 'sub_2', product: 'analytics', amount: 500 }),
        said('5', { day: 5, status: 'canceled' }),
      ];
      const orders = [
        [0, 1, 2, 3, 4],
        [4, 3, 2, 1, 0],
        [2, 4, 0, 3, 1],
      ];
      for (const order of orders) {
        const store = await openForTest(prepare);
        for (const [n, index] of order.entries()) await store.apply(n + 1, chunk([events[index]!]));
        expect(await listed(store)).toEqual([
          ['2/0', 'new', 1000],
          ['3/0', 'upsell', 2000],
          ['4/0', 'cross-sell', 500],
          ['5/0', 'contraction', -3000],
        ]);
        expect(await store.traits(ACCOUNT)).toEqual({ plan: 'team', entitlements: [] });
        expect(
          (await store.subscriptions('acct_7'))
            .map(({ subscription, status }) => [subscription, status])
            .sort(),
        ).toEqual([
          ['sub_1', 'canceled'],
          ['sub_2', 'active'],
        ]);
      }
    });

    it('leaves the seq of what is as it was alone, when a late event sets others right', async () => {
      const store = await openForTest(prepare);
      await store.apply(1, chunk([said('1', { day: 1 }), said('3', { day: 3, amount: 3000 })]));
      const before = await store.movements(0, 10);
      await store.apply(2, chunk([said('2', { day: 2, amount: 2000 })]));
      const after = await store.movements(0, 10);
      expect(after[0]).toEqual(before[0]);
      const last = before.at(-1)!.seq;
      expect((await store.movements(last, 10)).map(({ id, amount }) => [id, amount]).sort()).toEqual([
        ['2/0', 1000],
        ['3/0', 1000],
      ]);
      expect(after).toHaveLength(3);
    });

    it('tells who reads on that a movement is taken back, and that it is one again', async () => {
      const store = await openForTest(prepare);
      const ledger = new Map<string, number>();
      let after = 0;
      const readOn = async () => {
        for (const { id, amount, seq } of await store.movements(after, 10)) {
          ledger.set(id, amount);
          after = seq;
        }
        return [...ledger.values()].reduce((sum, amount) => sum + amount, 0);
      };
      await store.apply(1, chunk([said('1', { day: 1 }), said('3', { day: 3, amount: 3000 })]));
      expect(await readOn()).toBe(3000);
      // The growth was earlier: nothing moved on the third day.
      await store.apply(2, chunk([said('2', { day: 2, amount: 3000 })]));
      expect(await readOn()).toBe(3000);
      expect(ledger).toEqual(
        new Map([
          ['1/0', 1000],
          ['3/0', 0],
          ['2/0', 2000],
        ]),
      );
      const quiet = after;
      await store.apply(3, chunk([said('4', { day: 4, amount: 3000 })]));
      await readOn();
      expect(after).toBe(quiet);
      await store.apply(4, chunk([said('2b', { day: 2, amount: 2000 })]));
      expect(await readOn()).toBe(3000);
      expect(ledger.get('3/0')).toBe(1000);
    });

    it('goes on after an amount that no account pays', async () => {
      const store = await openForTest(prepare);
      const most = { amount: Number.MAX_SAFE_INTEGER, interval: 'day' };
      await store.apply(1, chunk([said('1', { day: 1, ...most })]));
      await store.apply(2, chunk([said('2', { day: 2, subscription: 'sub_2', ...most })]));
      expect(await listed(store)).toEqual([['1/0', 'new', Number.MAX_SAFE_INTEGER]]);
      await store.apply(
        3,
        chunk([said('3', { day: 3, status: 'canceled' }), said('4', { day: 4, subscription: 'sub_2' })]),
      );
      expect((await listed(store)).at(-1)).toEqual(['4/0', 'contraction', 1000 - Number.MAX_SAFE_INTEGER]);
    });

    it('believes nothing that came with a write key', async () => {
      const store = await openForTest(prepare);
      await store.apply(1, chunk([said('1', { day: 1, writeKey: 'wk' })]));
      expect(await listed(store)).toEqual([]);
      expect(await store.traits(ACCOUNT)).toEqual({});
    });

    it('says plan and entitlements of the account, and tells its pages what was unlocked and locked', async () => {
      const store = await openForTest(prepare);
      const { changed } = await store.apply(1, chunk([said('1', { day: 1, entitlements: ['a', 'b'] })]));
      expect(changed).toContain('account:acct_7');
      const more = { subscription: 'sub_2', product: 'x', amount: 1, entitlements: ['b', 'c'] };
      await store.apply(2, chunk([said('2', { day: 2, ...more })]));
      expect(await store.traits(ACCOUNT)).toEqual({ plan: 'team', entitlements: ['a', 'b', 'c'] });
      await store.apply(3, chunk([said('3', { day: 3, status: 'canceled' })]));
      const notices = await store.notices({ account: 'acct_7' }, 0, 10);
      expect(notices.map(({ data }) => [data.entitlement, data.on])).toEqual([
        ['a', true],
        ['b', true],
        ['c', true],
        ['a', false],
      ]);
    });

    it('takes no word of a page about what billing says, and any about the rest', async () => {
      const store = await openForTest(prepare);
      await store.apply(1, chunk([group('g1', { plan: 'free', entitlements: ['x'], size: 5 }, 1)]));
      expect(await store.traits(ACCOUNT)).toEqual({ plan: 'free', entitlements: ['x'], size: 5 });
      await store.apply(2, chunk([said('1', { day: 2, entitlements: ['a'] })]));
      await store.apply(3, chunk([group('g2', { plan: 'free', entitlements: ['x'], size: 6 }, 3)]));
      expect(await store.traits(ACCOUNT)).toEqual({ plan: 'team', entitlements: ['a'], size: 6 });
      await store.apply(4, chunk([group('g3', { plan: 'custom' }, 4, SERVER_KEY)]));
      expect(await store.traits(ACCOUNT)).toMatchObject({ plan: 'custom' });
    });

    it('overrules what pages said before its first word, however late that was', async () => {
      const store = await openForTest(prepare);
      await store.apply(1, chunk([group('g1', { plan: 'free', entitlements: [] }, 5)]));
      await store.apply(2, chunk([said('1', { day: 2 })]));
      expect(await store.traits(ACCOUNT)).toEqual({ plan: 'team', entitlements: [] });
      await store.apply(3, chunk([said('2', { day: 3, plan: 'scale', entitlements: ['a'] })]));
      expect(await store.traits(ACCOUNT)).toEqual({ plan: 'scale', entitlements: ['a'] });
      expect((await store.notices({ account: 'acct_7' }, 0, 10)).map(({ data }) => data)).toEqual([
        { entitlement: 'a', on: true },
      ]);
      // From then on the later of two words counts again, as of the host.
      await store.apply(4, chunk([group('g2', { plan: 'custom' }, 6, SERVER_KEY), said('3', { day: 4 })]));
      expect(await store.traits(ACCOUNT)).toMatchObject({ plan: 'custom' });
    });

    it('leaves entitlements to the pages where billing says none', async () => {
      const store = await openForTest(prepare);
      await store.apply(
        1,
        chunk([said('1', { day: 1 }), group('g', { plan: 'x', entitlements: ['own'] }, 2)]),
      );
      expect(await store.traits(ACCOUNT)).toEqual({ plan: 'team', entitlements: ['own'] });
    });
  });
};
