import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';
import { createMemoryStore, takeWithin } from '../memory-store.js';
import type { Row, Store } from '../ports.js';

/** Named values live beside the rows, so that one connection serves both; `~` sorts after every messageId. */
const VALUE = '~';
const rowsOnly = () => IDBKeyRange.upperBound(VALUE, true);

/**
 * Rows in IndexedDB, keyed by messageId and so in order of time; idb-keyval opens the database and hands out stores.
 * When IndexedDB refuses (blocked, full, private mode) the same calls go on in memory, and `mode` says so.
 */
export function createIdbStore(name: string): Store {
  const memory = createMemoryStore();
  let mode: Store['mode'] = 'indexeddb';
  let use: UseStore;

  /** Runs in one transaction; reopens once, because browsers close connections of their own accord. */
  async function run<T>(
    write: boolean,
    work: (store: IDBObjectStore) => Promise<T>,
    instead: () => Promise<T>,
  ): Promise<T> {
    if (mode === 'memory') return instead();
    const attempt = () => use(write ? 'readwrite' : 'readonly', work);
    try {
      use ??= createStore(name, 'rows');
      // WebKit drops connections of tabs in the background: https://github.com/jakearchibald/idb-keyval/issues/175
      return await attempt().catch(() => {
        use = createStore(name, 'rows');
        return attempt();
      });
    } catch {
      mode = 'memory';
      return instead();
    }
  }

  const committed = (store: IDBObjectStore): Promise<void> => {
    // Without commit() a transaction begun while the page unloads is lost, in every browser that was tried.
    store.transaction.commit();
    return promisifyRequest(store.transaction);
  };

  return {
    get mode() {
      return mode;
    },
    append: (rows) =>
      run(
        true,
        (store) => {
          for (const { id, body } of rows) store.put(body, id);
          return committed(store);
        },
        () => memory.append(rows),
      ),
    oldest: (limit) =>
      run(
        false,
        async (store) => {
          const [ids, bodies] = await Promise.all([
            promisifyRequest<IDBValidKey[]>(store.getAllKeys(rowsOnly(), limit.rows)),
            promisifyRequest<string[]>(store.getAll(rowsOnly(), limit.rows)),
          ]);
          return takeWithin(
            ids.map((id, at): Row => ({ id: String(id), body: bodies[at] ?? '' })),
            limit,
          );
        },
        () => memory.oldest(limit),
      ),
    remove: (ids) =>
      run(
        true,
        (store) => {
          for (const id of ids) store.delete(id);
          return committed(store);
        },
        () => memory.remove(ids),
      ),
    read: <T>(key: string) =>
      run<T | undefined>(
        false,
        (store) => promisifyRequest(store.get(VALUE + key)),
        () => memory.read<T>(key),
      ),
    update: <T>(key: string, change: (value: T | undefined) => T) =>
      run<T>(
        true,
        async (store) => {
          const next = change(await promisifyRequest<T | undefined>(store.get(VALUE + key)));
          store.put(next, VALUE + key);
          await committed(store);
          return next;
        },
        () => memory.update(key, change),
      ),
    clear: () =>
      run(
        true,
        (store) => {
          store.clear();
          return committed(store);
        },
        memory.clear,
      ),
  };
}
