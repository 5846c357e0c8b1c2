import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { parsePostgresAddress } from '../../postgres/postgres-address.js';
import { accepted, chunk, dead } from '../../testing/make-chunk.js';
import { ownPostgresAddress } from '../../testing/servers/own-address.js';
import { storeConformance } from '../store.conformance.js';
import { openPostgresStore } from './postgres-store.js';

storeConformance('PostgreSQL', async () => {
  const address = parsePostgresAddress(ownPostgresAddress());
  return () => openPostgresStore(address);
});

const openTwo = async () => {
  const address = parsePostgresAddress(ownPostgresAddress());
  const stores = await Promise.all([openPostgresStore(address), openPostgresStore(address)]);
  onTestFinished(async () => void (await Promise.all(stores.map((store) => store.close()))));
  const look = new pg.Client({
    connectionString: address.urls[0],
    options: `-c search_path=${address.schema}`,
  });
  await look.connect();
  onTestFinished(() => look.end());
  return { stores, look };
};

it('applies a stretch of the log once when two collectors do it at the same time', async () => {
  const { stores } = await openTwo();
  const apply = (from: number, to: number, ids: string[]) =>
    stores.map((store) =>
      store.apply(to, {
        ...chunk(
          ids.map((id) => accepted(id)),
          [dead(undefined)],
        ),
        from,
      }),
    );
  const first = await Promise.all(apply(0, 2, ['a', 'b']));
  expect(first.filter(({ changed }) => changed.length > 0)).toHaveLength(1);
  // One of them has another end in mind: only the one that follows on may write.
  const [one, other] = stores;
  const later = await Promise.all([
    one!.apply(4, { ...chunk([accepted('c')]), from: 2 }),
    other!.apply(5, { ...chunk([accepted('b'), accepted('c'), accepted('d')]), from: 1 }),
  ]);
  expect(later.map(({ isOvertaken }) => isOvertaken)).toEqual([undefined, true]);
  expect(await one!.position()).toBe(4);
  expect(await other!.counts()).toEqual({ received: 4, stored: 3, duplicates: 0, deadLetters: 1 });
});

it('takes names that PostgreSQL would refuse or could not index', async () => {
  const { stores } = await openTwo();
  const long = 'x'.repeat(20_000);
  const odd = {
    userId: 'u\u0000"\\1',
    event: `nul \u0000 ${long}`,
    context: { groupId: long },
    properties: { text: '\u0000\ud800' },
  };
  const traits = { [`${long}1`]: 1, 'nul \u0000': 'a\u0000', [`${long}2`]: null };
  await stores[0]!.apply(
    1,
    chunk([accepted('m\u0000', odd), accepted('i', { type: 'identify', userId: odd.userId, traits })]),
  );
  const [stored] = await stores[1]!.events(0, 9, { userId: odd.userId, event: odd.event });
  expect(stored?.event).toMatchObject(odd);
  expect(await stores[1]!.traits({ kind: 'user', id: odd.userId })).toEqual(traits);
  expect(await stores[1]!.activity.days({ kind: 'account', id: long }, '2000-01-01')).toBe(1);
});

it('lets days of events and weeks of ids go by dropping their tables', async () => {
  const { stores, look } = await openTwo();
  const [store] = stores;
  const tables = async () =>
    (
      await look.query(
        "SELECT relname FROM pg_class WHERE relname ~ '_\\d{8}$' AND relkind = 'r' AND relnamespace = current_schema()::regnamespace ORDER BY 1",
      )
    ).rows.map(({ relname }) => relname);
  const on = (day: string) => ({ receivedAt: `2026-${day}T12:00:00.000Z` });
  await store!.apply(1, chunk([accepted('a', on('01-05')), accepted('b', on('01-06'))]));
  expect(await tables()).toEqual([...['events_20260105', 'events_20260106', 'message_ids_20260101']]);
  // Until the whole day is older than asked, it stays.
  expect(await store!.prune('2026-01-06T11:00:00.000Z', 9)).toBe(1);
  expect(await store!.prune('2026-01-06T13:00:00.000Z', 9)).toBe(0);
  // The message is known although its event is gone, and until four weeks after.
  await store!.apply(2, chunk([accepted('a', on('02-01'))]));
  expect((await store!.counts()).duplicates).toBe(1);
  await store!.apply(3, chunk([accepted('c', on('02-20'))]));
  expect((await tables()).filter((name) => name.startsWith('message_ids'))).toEqual([
    ...['message_ids_20260129', 'message_ids_20260219'],
  ]);
});
