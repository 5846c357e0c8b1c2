import type { Row, Store } from '../ports.js';
import { eventsOf, messageIds } from '../read-row.js';
import { createMemoryStore } from './memory-store.js';

export interface FakeStore extends Store {
  /** Every call rejects. */
  failing: boolean;
  /** Calls wait until `resume`. */
  hang(): void;
  resume(): void;
  /** Events in the rows of each transaction that appended. */
  readonly appends: number[][];
  rows(): Promise<Row[]>;
  /** The messageIds of the stored events. */
  ids(): Promise<string[]>;
}

const EVERYTHING = { bytes: Number.POSITIVE_INFINITY };

/** A store that all tabs of a fake browser share, and that fails or hangs on demand. */
export function createFakeStore(): FakeStore {
  const store = createMemoryStore();
  const appends: number[][] = [];
  let gate: Promise<void> = Promise.resolve();
  let open = () => {};
  const call = async <T>(work: () => Promise<T>): Promise<T> => {
    if (fake.failing) throw new DOMException('the disk is full', 'QuotaExceededError');
    await gate;
    return work();
  };
  const fake: FakeStore = {
    mode: 'indexeddb',
    failing: false,
    appends,
    hang() {
      gate = new Promise((resolve) => {
        open = resolve;
      });
    },
    resume: () => open(),
    rows: () => store.oldest({ rows: EVERYTHING.bytes, ...EVERYTHING }),
    ids: async () => messageIds(await fake.rows()),
    append: (rows) =>
      call(() => {
        appends.push(rows.map((row) => eventsOf(row).length));
        return store.append(rows);
      }),
    // A real store clones what it is given, and throws at what can not be cloned.
    write: (name, value) => call(() => store.write(name, structuredClone(value))),
    oldest: (limit) => call(() => store.oldest(limit)),
    take: (ids) => call(() => store.take(ids)),
    remove: (ids) => call(() => store.remove(ids)),
    read: (name) => call(() => store.read(name)),
    update: (name, change) =>
      call(() => store.update(name, (value) => structuredClone(change(value as never)))),
    clear: () => call(() => store.clear()),
    empty: () => call(() => store.empty()),
  };
  return fake;
}
