import { afterEach, expect, test, vi } from 'vitest';
import { createIdbStore } from './idb-store.js';
import { createLateStore } from './late-store.js';

let made = 0;
const newName = () => `idb-store-test-${Date.now()}-${++made}`;
const openStore = (name: string) => createLateStore(createIdbStore(name));
const row = (id: string, body = `{"messageId":"${id}"}`) => ({ id, body });
const ALL = { rows: 1000, bytes: Number.POSITIVE_INFINITY };
const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);

afterEach(() => void vi.restoreAllMocks());

test('rows come back oldest first, whatever order they were appended in', async () => {
  const store = openStore(newName());
  for (const id of ['c', 'a', 'b']) await store.append([row(id)]);
  expect(await store.oldest(ALL)).toEqual([row('a'), row('b'), row('c')]);
  expect(store.mode).toBe('indexeddb');
});

test('the same id twice is one row', async () => {
  const store = openStore(newName());
  await store.append([row('a', '1')]);
  await store.append([row('a', '2')]);
  expect(await store.oldest(ALL)).toEqual([row('a', '2')]);
});

test('oldest keeps to its limits, but always gives the first row', async () => {
  const store = openStore(newName());
  for (const id of ['a', 'b', 'c']) await store.append([row(id, 'x'.repeat(10))]);
  const count = async (limit: { rows: number; bytes: number }) => (await store.oldest(limit)).length;
  expect(await count({ rows: 2, bytes: 100 })).toBe(2);
  expect(await count({ rows: 9, bytes: 20 })).toBe(2);
  expect(await count({ rows: 9, bytes: 1 })).toBe(1);
});

test('what is removed is gone, and removing the unknown is no error', async () => {
  const store = openStore(newName());
  for (const id of ['a', 'b']) await store.append([row(id)]);
  await store.remove(['a', 'unknown']);
  expect(idsOf(await store.oldest(ALL))).toEqual(['b']);
});

test('what is taken twice is got once', async () => {
  const name = newName();
  const [one, two] = [openStore(name), openStore(name)];
  for (const id of ['a', 'b', 'c']) await one.append([row(id)]);
  const taken = await Promise.all([one.take(['a', 'b', 'unknown']), two.take(['b', 'a'])]);
  expect(taken.flat().sort()).toEqual(['a', 'b']);
  expect(idsOf(await one.oldest(ALL))).toEqual(['c']);
});

test('rows and values survive the connection, and do not mix', async () => {
  const name = newName();
  const first = openStore(name);
  await first.append([row('a')]);
  await first.update('identity', () => ({ anonymousId: 'x' }));
  const second = openStore(name);
  expect(await second.read('identity')).toEqual({ anonymousId: 'x' });
  expect(await second.read('unknown')).toBeUndefined();
  expect(idsOf(await second.oldest(ALL))).toEqual(['a']);
});

test('updates over two connections never overwrite each other', async () => {
  const name = newName();
  const stores = [openStore(name), openStore(name)];
  const add = (value: number | undefined) => (value ?? 0) + 1;
  const updates = Array.from({ length: 40 }, (_, n) => stores[n % 2]!.update('count', add));
  const results = await Promise.all(updates);
  expect([...results].sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  expect(await stores[0]!.read('count')).toBe(40);
});

test('clear forgets rows and values, for every connection', async () => {
  const name = newName();
  const [one, two] = [openStore(name), openStore(name)];
  await one.append([row('a')]);
  await two.update('facts', () => 1);
  await one.clear();
  expect(await two.oldest(ALL)).toEqual([]);
  expect(await two.read('facts')).toBeUndefined();
});

test('a write is committed at once, not when the transaction becomes idle', async () => {
  const commit = vi.spyOn(IDBTransaction.prototype, 'commit');
  const store = openStore(newName());
  await store.append([row('a')]);
  await store.update('facts', () => 1);
  await store.remove(['a']);
  expect(commit).toHaveBeenCalledTimes(3);
});

test('empty forgets everything too, and gives back the rows', async () => {
  const store = openStore(newName());
  for (const id of ['b', 'a']) await store.append([row(id)]);
  await store.write('facts', 1);
  expect(await store.empty()).toEqual([row('a'), row('b')]);
  expect([await store.oldest(ALL), await store.read('facts')]).toEqual([[], undefined]);
});

test('many rows are read in steps, in order, and after a given one', async () => {
  const store = openStore(newName());
  const ids = Array.from({ length: 50 }, (_, n) => `r${n + 10}`);
  for (const id of ids) await store.append([row(id)]);
  expect(idsOf(await store.oldest(ALL))).toEqual(ids);
  expect(idsOf(await store.oldest({ rows: 20, bytes: 1000, after: 'r19' }))).toEqual(ids.slice(10, 30));
});

/** Every operation is refused, in good order. */
async function expectRefused(store: ReturnType<typeof openStore>): Promise<void> {
  await expect(store.append([row('y')])).rejects.toBeDefined();
  expect(store.mode).toBe('memory');
  await expect(store.oldest(ALL)).rejects.toBeDefined();
  await expect(store.remove(['y'])).rejects.toBeDefined();
  await expect(store.update('n', () => 1)).rejects.toBeDefined();
  await expect(store.read('n')).rejects.toBeDefined();
  await expect(store.empty()).rejects.toBeDefined();
}

test('where opening throws, everything is refused', async () => {
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
    throw new DOMException('blocked', 'SecurityError');
  });
  await expectRefused(openStore(newName()));
});

/** A database that some other program made under this name. */
const createForeign = (name: string) =>
  new Promise<void>((resolve) => {
    const request = indexedDB.open(name, 7);
    request.onsuccess = () => resolve(request.result.close());
  });

test('where the database can not be opened, everything is refused', async () => {
  const name = newName();
  await createForeign(name);
  const { open } = IDBFactory.prototype;
  const opened = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(function (
    this: IDBFactory,
    asked,
  ) {
    return open.call(this, asked, 1); // an older version than there is: refused, after a while
  });
  await expectRefused(openStore(name));
  expect(opened.mock.calls.length).toBeGreaterThan(1);
});

test('a database of another shape is left alone', async () => {
  const name = newName();
  await createForeign(name);
  await expectRefused(openStore(name));
});

test('a connection that was closed is opened again, and no row is lost', async () => {
  const store = openStore(newName());
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
  const store = openStore(newName());
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

test('where the disk is full rows are refused, and what was stored before stays within reach', async () => {
  const store = openStore(newName());
  await store.append([row('a')]);
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await expect(store.append([row('b')])).rejects.toThrow('full');
  expect([store.mode, idsOf(await store.oldest(ALL))]).toEqual(['memory', ['a']]);
  vi.restoreAllMocks();
  await store.append([row('b')]);
  expect([store.mode, idsOf(await store.oldest(ALL))]).toEqual(['indexeddb', ['a', 'b']]);
});
