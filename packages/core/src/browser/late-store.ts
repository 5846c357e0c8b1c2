import { promisifyRequest } from 'idb-keyval';
import type { Row, Store } from '../ports.js';
import { takeWithin } from '../take-within.js';
import { committed, type IdbStore, VALUE } from './idb-store.js';

const rowsAfter = (id = '') => IDBKeyRange.bound(id, VALUE, true, true);
/** A row may be as large as a request: reading many to send one would cost more than another look. */
const READ_AT_ONCE = 16;

async function rowsOf(store: IDBObjectStore, after?: string, count?: number): Promise<Row[]> {
  const range = rowsAfter(after);
  const [ids, bodies] = await Promise.all([
    promisifyRequest(store.getAllKeys(range, count)),
    promisifyRequest<string[]>(store.getAll(range, count)),
  ]);
  return ids.map((id, at): Row => ({ id: id as string, body: bodies[at] ?? '' }));
}

async function oldest(
  store: IDBObjectStore,
  limit: { rows: number; bytes: number; after?: string },
): Promise<Row[]> {
  const found: Row[] = [];
  for (;;) {
    const count = Math.min(READ_AT_ONCE, limit.rows - found.length);
    const more = count > 0 ? await rowsOf(store, found.at(-1)?.id ?? limit.after, count) : [];
    found.push(...more);
    const taken = takeWithin(found, limit.bytes, limit.rows);
    if (!count || more.length < count || taken.length < found.length) return taken;
  }
}

/** The rest of the store, on the connection that records. */
export function createLateStore(idb: IdbStore): Store {
  const { append, read, write, clear, run } = idb;
  return {
    append,
    read,
    write,
    clear,
    get mode() {
      return idb.mode;
    },
    oldest: (limit) => run('readonly', (store) => oldest(store, limit)),
    remove: (ids) =>
      run('readwrite', (store) => {
        for (const id of ids) store.delete(id);
        return committed(store);
      }),
    take: (ids) =>
      run('readwrite', async (store) => {
        const keys = await Promise.all(ids.map((id) => promisifyRequest(store.getKey(id))));
        const there = ids.filter((_, at) => keys[at] !== undefined);
        for (const id of there) store.delete(id);
        await committed(store);
        return there;
      }),
    update: (name, change) =>
      run('readwrite', async (store) => {
        const next = change(await promisifyRequest(store.get(VALUE + name)));
        store.put(next, VALUE + name);
        await committed(store);
        return next;
      }),
    empty: () =>
      run('readwrite', async (store) => {
        const rows = rowsOf(store);
        store.clear();
        await committed(store);
        return rows;
      }),
  };
}
