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
/** A database may be held up for a while, such as by a page that the browser suspends; not for this many times. */
const MAX_SLOW = 4;

/** The half of the store that records, and the connection for the other half. */
export interface IdbStore extends EventStore {
  run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => Promise<T>): Promise<T>;
}

/**
 * Rows in IndexedDB, keyed by id and so in order of time; idb-keyval opens the database and hands out stores. A database
 * that again and again does not answer, because another page blocks it or the browser is broken, is not asked any more.
 */
export function createIdbStore(name: string): IdbStore {
  let use: UseStore | undefined;
  let slow = 0;
  let mode: EventStore['mode'] = 'indexeddb';

  const attempt: IdbStore['run'] = (access, work) =>
    new Promise((resolve, reject) => {
      if (slow > MAX_SLOW) return reject();
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        slow += 1;
        reject();
      }, TIMEOUT_MS);
      use ??= createStore(name, 'rows');
      // What was given up must not be done after all, such as to store what was denied meanwhile.
      use(access, (store) => (late as never) || work(store))
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
    append: (rows) =>
      change((store) => {
        for (const { id, body } of rows) store.put(body, id);
      }).then(
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
