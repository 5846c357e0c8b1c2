import { LIMITS } from '@tendril/protocol';
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
  let scheduled = false;
  let saving: Promise<unknown> = Promise.resolve();

  function save(): Promise<void> {
    scheduled = false;
    const rows = fresh;
    fresh = [];
    const commits: Promise<void>[] = [];
    for (let at = 0; at < rows.length; at += BURST) commits.push(store.append(rows.slice(at, at + BURST)));
    if (commits.length) saving = Promise.all([saving, ...commits]).then(onSaved);
    return saving as Promise<void>;
  }

  return {
    add(row) {
      pending.set(row.id, row);
      fresh.push(row);
      if (scheduled) return;
      scheduled = true;
      queueMicrotask(() => scheduled && save());
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

/** Cuts rows into bodies' worth: at most `LIMITS.sendBytes` each, and at least one row. */
export function chunkRows(rows: readonly Row[], maxBytes: number = LIMITS.sendBytes): Row[][] {
  const chunks: Row[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    // UTF-16 units stand in for bytes: encoding every row at exit would cost more than the rare refused beacon, whose
    // rows stay stored.
    bytes += row.body.length + 1;
    if (bytes > maxBytes) {
      chunks.push([]);
      bytes = row.body.length;
    }
    chunks.at(-1)?.push(row);
  }
  return chunks;
}
