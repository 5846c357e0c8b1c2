import { afterEach, expect, test, vi } from 'vitest';
import { createIdbStore } from './idb-store.js';

let made = 0;
const newName = () => `idb-store-test-${Date.now()}-${++made}`;
const row = (id: string, body = `{"messageId":"${id}"}`) => ({ id, body });
const ALL = { rows: 1000, bytes: Number.POSITIVE_INFINITY };
const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);

afterEach(() => void vi.restoreAllMocks());

test('rows come back oldest first, whatever order they were appended in', async () => {
  const store = createIdbStore(newName());
  await store.append([row('c'), row('a')]);
  await store.append([row('b')]);
  expect(await store.oldest(ALL)).toEqual([row('a'), row('b'), row('c')]);
  expect(store.mode).toBe('indexeddb');
});

test('the same id twice is one row', async () => {
  const store = createIdbStore(newName());
  await store.append([row('a', '1'), row('a', '2')]);
  expect(await store.oldest(ALL)).toEqual([row('a', '2')]);
});

test('oldest keeps to its limits, but always gives the first row', async () => {
  const store = createIdbStore(newName());
  await store.append(['a', 'b', 'c'].map((id) => row(id, 'x'.repeat(10))));
  const count = async (limit: { rows: number; bytes: number }) => (await store.oldest(limit)).length;
  expect(await count({ rows: 2, bytes: 100 })).toBe(2);
  expect(await count({ rows: 9, bytes: 20 })).toBe(2);
  expect(await count({ rows: 9, bytes: 1 })).toBe(1);
});

test('what is removed is gone, and removing the unknown is no error', async () => {
  const store = createIdbStore(newName());
  await store.append([row('a'), row('b')]);
  await store.remove(['a', 'unknown']);
  expect(idsOf(await store.oldest(ALL))).toEqual(['b']);
});

test('rows and values survive the connection, and do not mix', async () => {
  const name = newName();
  const first = createIdbStore(name);
  await first.append([row('a')]);
  await first.update('identity', () => ({ anonymousId: 'x' }));
  const second = createIdbStore(name);
  expect(await second.read('identity')).toEqual({ anonymousId: 'x' });
  expect(await second.read('unknown')).toBeUndefined();
  expect(idsOf(await second.oldest(ALL))).toEqual(['a']);
});

test('updates over two connections never overwrite each other', async () => {
  const name = newName();
  const stores = [createIdbStore(name), createIdbStore(name)];
  const add = (value: number | undefined) => (value ?? 0) + 1;
  const updates = Array.from({ length: 40 }, (_, n) => stores[n % 2]!.update('count', add));
  const results = await Promise.all(updates);
  expect([...results].sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  expect(await stores[0]!.read('count')).toBe(40);
});

test('clear forgets rows and values, for every connection', async () => {
  const name = newName();
  const [one, two] = [createIdbStore(name), createIdbStore(name)];
  await one.append([row('a')]);
  await two.update('facts', () => 1);
  await one.clear();
  expect(await two.oldest(ALL)).toEqual([]);
  expect(await two.read('facts')).toBeUndefined();
});

test('a write is committed at once, not when the transaction becomes idle', async () => {
  const commit = vi.spyOn(IDBTransaction.prototype, 'commit');
  const store = createIdbStore(newName());
  await store.append([row('a')]);
  await store.update('facts', () => 1);
  await store.remove(['a']);
  expect(commit).toHaveBeenCalledTimes(3);
});

/** Every operation of the contract, in memory. */
async function expectMemory(store: ReturnType<typeof createIdbStore>): Promise<void> {
  await store.append([row('y'), row('x')]);
  expect(store.mode).toBe('memory');
  expect(idsOf(await store.oldest({ rows: 1, bytes: 100 }))).toEqual(['x']);
  await store.remove(['x']);
  expect(await store.update<number>('n', (value) => (value ?? 0) + 1)).toBe(1);
  expect(await store.read('n')).toBe(1);
  expect(idsOf(await store.oldest(ALL))).toEqual(['y']);
  await store.clear();
  expect(await store.oldest(ALL)).toEqual([]);
}

test('where opening throws, it goes on in memory', async () => {
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
    throw new DOMException('blocked', 'SecurityError');
  });
  await expectMemory(createIdbStore(newName()));
});

/** A database that some other program made under this name. */
const createForeign = (name: string) =>
  new Promise<void>((resolve) => {
    const request = indexedDB.open(name, 7);
    request.onsuccess = () => resolve(request.result.close());
  });

test('where the database can not be opened, it goes on in memory', async () => {
  const name = newName();
  await createForeign(name);
  const { open } = IDBFactory.prototype;
  const opened = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(function (
    this: IDBFactory,
    asked,
  ) {
    return open.call(this, asked, 1); // an older version than there is: refused, after a while
  });
  await expectMemory(createIdbStore(name));
  expect(opened).toHaveBeenCalledTimes(2);
});

test('a database of another shape is left alone', async () => {
  const name = newName();
  await createForeign(name);
  await expectMemory(createIdbStore(name));
});

test('a connection that was closed is opened again, and no row is lost', async () => {
  const store = createIdbStore(newName());
  await store.append([row('a')]);
  const { transaction } = IDBDatabase.prototype;
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(function (
    this: IDBDatabase,
    ...args
  ) {
    this.close();
    return transaction.apply(this, args);
  });
  await store.append([row('b')]);
  expect(store.mode).toBe('indexeddb');
  expect(idsOf(await store.oldest(ALL))).toEqual(['a', 'b']);
});

test('a transaction that fails once is tried again', async () => {
  const store = createIdbStore(newName());
  const { put } = IDBObjectStore.prototype;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(function (this: IDBObjectStore, ...args) {
    const request = put.apply(this, args);
    this.transaction.abort();
    return request;
  });
  await store.append([row('a')]);
  expect(store.mode).toBe('indexeddb');
  expect(idsOf(await store.oldest(ALL))).toEqual(['a']);
});

test('where the disk is full, it goes on in memory; what was stored before stays stored', async () => {
  const name = newName();
  const store = createIdbStore(name);
  await store.append([row('a')]);
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await store.append([row('b')]);
  expect(store.mode).toBe('memory');
  expect(idsOf(await store.oldest(ALL))).toEqual(['b']);
  vi.restoreAllMocks();
  expect(idsOf(await createIdbStore(name).oldest(ALL))).toEqual(['a']);
});
