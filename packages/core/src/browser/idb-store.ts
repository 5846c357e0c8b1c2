import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';
import type { EventStore } from '../ports.js';

/** Named values live beside the rows, so that one connection serves both; `~` sorts after every messageId. */
export const VALUE = '~';
export const committed = (store: IDBObjectStore): Promise<void> => {
  // Without commit() a transaction begun while the page unloads is lost, in every browser that was tried.
  store.transaction.commit();
  return promisifyRequest(store.transaction);
};

const TIMEOUT_MS = 3000;

/** The half of the store that records, and the connection for the other half. */
export interface IdbStore extends EventStore {
  run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => Promise<T>): Promise<T>;
}

/**
 * Rows in IndexedDB, keyed by id and so in order of time; idb-keyval opens the database and hands out stores. A database
 * that does not answer in three seconds, because another page blocks it or the browser is broken, is not asked again.
 */
export function createIdbStore(name: string): IdbStore {
  let use: UseStore | undefined;
  let dead = false;
  let mode: EventStore['mode'] = 'indexeddb';

  const attempt: IdbStore['run'] = (access, work) =>
    new Promise((resolve, reject) => {
      if (dead) return reject();
      const timer = setTimeout(() => {
        dead = true;
        reject();
      }, TIMEOUT_MS);
      use ??= createStore(name, 'rows');
      use(access, work)
        .then(resolve, reject)
        .finally(() => clearTimeout(timer));
    });

  /** Runs in one transaction; once more on a new connection, for browsers close them of their own accord. */
  const run: IdbStore['run'] = (access, work) =>
    // WebKit drops connections of tabs in the background: https://github.com/jakearchibald/idb-keyval/issues/175
    attempt(access, work).catch(() => {
      use = undefined;
      return attempt(access, work);
    });

  const change = (work: (store: IDBObjectStore) => void) =>
    run('readwrite', (store) => {
      work(store);
      return committed(store);
    });

  return {
    run,
    get mode() {
      return mode;
    },
    append: ({ id, body }) =>
      change((store) => store.put(body, id)).then(
        () => {
          mode = 'indexeddb';
        },
        (error) => {
          mode = 'memory';
          throw error;
        },
      ),
    read: (key) => run('readonly', (store) => promisifyRequest(store.get(VALUE + key))),
    write: (key, value) => change((store) => store.put(value, VALUE + key)),
    clear: () => change((store) => store.clear()),
  };
}
