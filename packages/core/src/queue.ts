import type { Row, Store } from './ports.js';

/** The events of this page on their way: from the call to the commit, and from the commit to the acknowledgement. */
export interface Queue {
  /** Takes a row; it is committed after the running task, together with the others of the burst. */
  add(row: Row): void;
  /** Begins the commit now. Resolves when everything added so far is committed. */
  save(): Promise<void>;
  /** Rows of this page that no collector has acknowledged, oldest first. */
  pending(): Row[];
  readonly size: number;
  /** These need nothing more here, whoever sent them. */
  settle(ids: readonly string[]): void;
}

/** Rows in one transaction: more make the commit slow enough to be felt. */
const BURST = 50;

export function createQueue(store: Store, onSaved: () => void): Queue {
  const pending = new Map<string, Row>();
  let fresh: Row[] = [];
  let saving: Promise<unknown> = Promise.resolve();

  /** Rows that the store refuses are tried again with the next ones; until then an exit hands them over. */
  const commit = (rows: Row[]) => store.append(rows).catch(() => void fresh.push(...rows));

  function save(): Promise<void> {
    // What was settled before its commit, such as by withdrawn consent, must not be stored after all.
    const rows = fresh.filter(({ id }) => pending.has(id));
    fresh = [];
    const commits: Promise<void>[] = [];
    for (let at = 0; at < rows.length; at += BURST) commits.push(commit(rows.slice(at, at + BURST)));
    if (commits.length) saving = Promise.all([saving, ...commits]).then(onSaved);
    return saving as Promise<void>;
  }

  return {
    add(row) {
      pending.set(row.id, row);
      fresh.push(row);
      // The first of a burst saves them all; the others then find nothing to do.
      queueMicrotask(save);
    },
    save,
    pending: () => [...pending.values()],
    get size() {
      return pending.size;
    },
    settle(ids) {
      for (const id of ids) pending.delete(id);
    },
  };
}
