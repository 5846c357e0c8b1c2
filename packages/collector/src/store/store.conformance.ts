import { afterEach, describe, expect, it } from 'vitest';
import { movementsConformance } from '../billing/movements.conformance.js';
import { accepted, chunk, dead, RECEIVED_AT } from '../testing/make-chunk.js';
import type { OpenStore } from '../testing/open-store.js';
import { countersConformance } from './counters.conformance.js';
import { deadLetterConformance } from './dead-letters.conformance.js';
import { erasureConformance } from './erasure.conformance.js';
import { factsConformance } from './facts.conformance.js';
import { ledgerConformance } from './ledger.conformance.js';
import { standingsConformance } from './standings.conformance.js';
import type { Store } from './store.port.js';

const ids = async (store: Store): Promise<string[]> =>
  (await store.events(0, 100)).map(({ event }) => event.messageId);

/** What every `Store` must do. `prepare` gives a way to open a store that is empty at first. */
export const storeConformance = (name: string, prepare: () => Promise<OpenStore>): void => {
  describe(`Store: ${name}`, () => {
    const open: Store[] = [];
    const start = async (openStore: OpenStore): Promise<Store> => {
      const store = await openStore();
      open.push(store);
      return store;
    };
    afterEach(async () => {
      for (const store of open.splice(0)) await store.close();
    });

    it('is empty at first', async () => {
      const store = await start(await prepare());
      expect(await store.position()).toBe(0);
      expect(await ids(store)).toEqual([]);
      expect(await store.counts()).toEqual({ received: 0, stored: 0, duplicates: 0, deadLetters: 0 });
    });

    it('gives back events whole, in the order of application', async () => {
      const store = await start(await prepare());
      const first = accepted('a', { properties: { nested: [1, { deep: 'é' }] } });
      const { newest } = await store.apply(7, chunk([first, accepted('b')]));
      const events = await store.events(0, 100);
      expect(events[0]).toEqual({ seq: expect.any(Number), receivedAt: RECEIVED_AT, event: first.event });
      expect(events.at(-1)?.seq).toBe(newest);
      expect(await store.position()).toBe(7);
    });

    it('gives back events as they were applied', async () => {
      const store = await start(await prepare());
      const events = [
        accepted('a', {}, { writeKey: 'one', position: 3 }),
        accepted('b', {}, { position: 4 }),
      ];
      await store.apply(4, chunk(events));
      const applied = await store.applied(0, 9);
      expect(applied.map(({ seq: _seq, ...event }) => event)).toEqual(events);
      expect(await store.applied(applied[0]!.seq, 1)).toEqual([applied[1]]);
    });

    it('knows what was applied, dead letters too, by write key', async () => {
      const store = await start(await prepare());
      await store.apply(1, chunk([accepted('a'), accepted('b', {}, { writeKey: 'other-key' })], [dead('c')]));
      expect((await store.known('wk', ['c', 'b', 'a', 'never'])).sort()).toEqual(['a', 'c']);
      expect(await store.known('wk', [])).toEqual([]);
    });

    it('counts an event once by write key and messageId', async () => {
      const store = await start(await prepare());
      await store.apply(
        1,
        chunk([accepted('a'), accepted('a'), accepted('a', {}, { writeKey: 'other-key' })]),
      );
      await store.apply(2, chunk([accepted('a', { event: 'changed' })]));
      expect(await ids(store)).toEqual(['a', 'a']);
      expect((await store.events(0, 1))[0]?.event.event).toBe('export');
      expect(await store.counts()).toEqual({ received: 4, stored: 2, duplicates: 2, deadLetters: 0 });
    });

    it('leaves alone a position that is applied already', async () => {
      const store = await start(await prepare());
      await store.apply(5, chunk([accepted('a')], [dead('x')]));
      const before = await store.counts();
      await store.apply(5, chunk([accepted('a')], [dead('x')]));
      await store.apply(4, chunk([accepted('older')]));
      expect(await store.counts()).toEqual(before);
      expect(await ids(store)).toEqual(['a']);
      expect(await store.position()).toBe(5);
    });

    it('applies nothing that does not follow on what was applied', async () => {
      const store = await start(await prepare());
      await store.apply(5, { ...chunk([accepted('a')], [dead('x')]), from: 0 });
      const before = await store.counts();
      for (const from of [0, 4, 6]) {
        const overlapping = { ...chunk([accepted('a'), accepted('b')], [dead('x'), dead('y')]), from };
        expect(await store.apply(9, overlapping)).toMatchObject({ changed: [], isOvertaken: true });
      }
      expect(await store.counts()).toEqual(before);
      expect(await store.position()).toBe(5);
      await store.apply(9, { ...chunk([accepted('b')]), from: 5 });
      expect(await ids(store)).toEqual(['a', 'b']);
    });

    it('applies a chunk whole or not at all', async () => {
      const store = await start(await prepare());
      const broken = accepted('b');
      // A value that JSON refuses stands for any failure in the middle of a chunk.
      broken.event.properties = { big: 1n as never };
      await expect(store.apply(1, chunk([accepted('a'), broken]))).rejects.toThrow();
      expect(await ids(store)).toEqual([]);
      expect(await store.position()).toBe(0);
      await store.apply(1, chunk([accepted('a')]));
      expect(await ids(store)).toEqual(['a']);
    });

    it('moves on over a chunk without events', async () => {
      const store = await start(await prepare());
      expect(await store.apply(9, chunk([]))).toEqual({ newest: 0, changed: [] });
      expect(await store.position()).toBe(9);
    });

    it('keeps dead letters, one per messageId, and all that have none', async () => {
      const store = await start(await prepare());
      const first = dead('x');
      await store.apply(1, chunk([], [first, dead(undefined), dead(undefined, { reason: 'second' })]));
      await store.apply(2, chunk([], [dead('x', { reason: 'sent again' })]));
      const letters = await store.deadLetters(0, 100);
      expect(letters.map(({ reason }) => reason)).toEqual(['type: unknown', 'type: unknown', 'second']);
      expect(letters[0]).toEqual({ ...first, seq: expect.any(Number), state: 'open' });
      expect(letters[1]).not.toHaveProperty('messageId');
      expect((await store.deadLetters(letters[1]!.seq, 100)).length).toBe(1);
      expect(await store.counts()).toEqual({ received: 4, stored: 0, duplicates: 1, deadLetters: 3 });
    });

    it('reads after a seq, at most as many as asked, and filters', async () => {
      const store = await start(await prepare());
      await store.apply(
        1,
        chunk([
          accepted('a'),
          accepted('b', { event: 'invite' }),
          accepted('c', { userId: 'u_2' }),
          accepted('d', { type: 'page' }),
        ]),
      );
      const [first] = await store.events(0, 1);
      const named = async (...args: Parameters<Store['events']>): Promise<string[]> =>
        (await store.events(...args)).map(({ event }) => event.messageId);
      expect(await named(first!.seq, 2)).toEqual(['b', 'c']);
      expect(await named(0, 9, { event: 'invite' })).toEqual(['b']);
      expect(await named(0, 9, { userId: 'u_2' })).toEqual(['c']);
      expect(await named(0, 9, { type: 'page' })).toEqual(['d']);
      expect(await named(0, 9, { type: 'page', userId: 'u_2' })).toEqual([]);
    });

    it('lets go of what is older than asked, a few at a time', async () => {
      const store = await start(await prepare());
      const at = (receivedAt: string) => ({ receivedAt });
      await store.apply(
        1,
        chunk(
          [
            accepted('old', at('2026-01-01T00:00:00.000Z')),
            accepted('older', at('2025-12-01T00:00:00.000Z')),
          ],
          [dead('x', at('2025-12-01T00:00:00.000Z')), dead('y')],
        ),
      );
      await store.apply(2, chunk([accepted('new')]));
      expect(await store.prune('2026-01-02T00:00:00.000Z', 1)).toBe(2);
      expect(await store.prune('2026-01-02T00:00:00.000Z', 10)).toBe(1);
      expect(await store.prune('2026-01-02T00:00:00.000Z', 10)).toBe(0);
      expect(await ids(store)).toEqual(['new']);
      expect((await store.deadLetters(0, 9)).map(({ messageId }) => messageId)).toEqual(['y']);
      // Facts and counts are of all that ever came.
      expect(await store.counts()).toMatchObject({ stored: 3, deadLetters: 2 });
      expect(await store.activity.features({ kind: 'user', id: 'u_1' }, '2025-01-01')).toBe(1);
    });

    it('never uses a seq again', async () => {
      const store = await start(await prepare());
      const { newest } = await store.apply(1, chunk([accepted('a')]));
      await store.prune('2027-01-01T00:00:00.000Z', 9);
      expect((await store.apply(2, chunk([accepted('b')]))).newest).toBeGreaterThan(newest);
    });

    it('has everything when it is opened again', async () => {
      const openStore = await prepare();
      const before = await openStore();
      await before.apply(3, chunk([accepted('a')], [dead('x')]));
      await before.close();
      const after = await start(openStore);
      expect(await after.position()).toBe(3);
      await after.apply(4, chunk([accepted('a'), accepted('b')]));
      expect(await ids(after)).toEqual(['a', 'b']);
      expect(await after.counts()).toEqual({ received: 4, stored: 2, duplicates: 1, deadLetters: 1 });
    });
  });

  deadLetterConformance(name, prepare);
  factsConformance(name, prepare);
  countersConformance(name, prepare);
  ledgerConformance(name, prepare);
  standingsConformance(name, prepare);
  movementsConformance(name, prepare);
  erasureConformance(name, prepare);
};
