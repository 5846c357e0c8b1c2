import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';
import { createMemoryStore } from '../memory-store.js';
import type { Row, Store } from '../ports.js';
import { takeWithin } from '../take-within.js';

/** Named values live beside the rows, so that one connection serves both; `~` sorts after every messageId. */
const VALUE = '~';
const rowsAfter = (id = '') => IDBKeyRange.bound(id, VALUE, true, true);

const committed = (store: IDBObjectStore): Promise<void> => {
  // Without commit() a transaction begun while the page unloads is lost, in every browser that was tried.
  store.transaction.commit();
  return promisifyRequest(store.transaction);
};

async function oldest(
  store: IDBObjectStore,
  limit: { rows: number; bytes: number; after?: string },
): Promise<Row[]> {
  const [ids, bodies] = await Promise.all([
    promisifyRequest<IDBValidKey[]>(store.getAllKeys(rowsAfter(limit.after), limit.rows)),
    promisifyRequest<string[]>(store.getAll(rowsAfter(limit.after), limit.rows)),
  ]);
  return takeWithin(
    ids.map((id, at): Row => ({ id: String(id), body: bodies[at] ?? '' })),
    limit,
  );
}

async function update<T>(
  store: IDBObjectStore,
  name: string,
  change: (value: T | undefined) => T,
): Promise<T> {
  const next = change(await promisifyRequest<T | undefined>(store.get(VALUE + name)));
  store.put(next, VALUE + name);
  await committed(store);
  return next;
}

const TIMEOUT_MS = 3000;
/** A database that another page blocks, or a browser that is broken, may never answer. */
const inTime = <T>(answer: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(reject, TIMEOUT_MS);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });

/**
 * Rows in IndexedDB, keyed by messageId and so in order of time; idb-keyval opens the database and hands out stores.
 * When IndexedDB refuses (blocked, full, private mode) the same calls go on in memory, and `mode` says so.
 */
export function createIdbStore(name: string): Store {
  let active: Store | undefined;
  let use: UseStore | undefined;

  /** Runs in one transaction; once more on a new connection, for browsers close them of their own accord. */
  async function run<T>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => Promise<T>,
    instead: (memory: Store) => Promise<T>,
  ): Promise<T> {
    if (active) return instead(active);
    const attempt = () => {
      use ??= createStore(name, 'rows');
      return inTime(use(mode, work));
    };
    try {
      // WebKit drops connections of tabs in the background: https://github.com/jakearchibald/idb-keyval/issues/175
      return await attempt().catch(() => {
        use = undefined;
        return attempt();
      });
    } catch {
      active ??= createMemoryStore();
      return instead(active);
    }
  }

  const write = (work: (store: IDBObjectStore) => void, instead: (memory: Store) => Promise<void>) =>
    run(
      'readwrite',
      (store) => {
        work(store);
        return committed(store);
      },
      instead,
    );

  return {
    get mode() {
      return active ? 'memory' : 'indexeddb';
    },
    append: (rows) =>
      write(
        (store) => {
          for (const { id, body } of rows) store.put(body, id);
        },
        (memory) => memory.append(rows),
      ),
    oldest: (limit) =>
      run(
        'readonly',
        (store) => oldest(store, limit),
        (memory) => memory.oldest(limit),
      ),
    remove: (ids) =>
      write(
        (store) => {
          for (const id of ids) store.delete(id);
        },
        (memory) => memory.remove(ids),
      ),
    read: <T>(key: string) =>
      run<T | undefined>(
        'readonly',
        (store) => promisifyRequest(store.get(VALUE + key)),
        (memory) => memory.read<T>(key),
      ),
    update: <T>(key: string, change: (value: T | undefined) => T) =>
      run<T>(
        'readwrite',
        (store) => update(store, key, change),
        (memory) => memory.update(key, change),
      ),
    clear: () =>
      run(
        'readwrite',
        (store) => {
          const ids = promisifyRequest<IDBValidKey[]>(store.getAllKeys(rowsAfter()));
          store.clear();
          return committed(store).then(async () => (await ids).map(String));
        },
        (memory) => memory.clear(),
      ),
  };
}
