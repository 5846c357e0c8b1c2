import type { EventStore, Row } from './ports.js';
import { beginRow, extendRow, type OwnRow } from './row.js';

/** The events of this page on their way: from the call to the commit, and from the commit to the acknowledgement. */
export interface Queue {
  /** Takes an event; it is committed after the running task, in a row with others of the burst unless it is `alone`. */
  add(context: string, event: string, alone?: boolean): void;
  /** Begins the commit now. Resolves when everything added so far is committed. */
  save(): Promise<void>;
  /** Rows of this page that no collector has acknowledged, oldest first. */
  pending(): Row[];
  /** Those of them that the store has not taken. */
  unsaved(): Row[];
  /** Events in the pending rows. */
  readonly size: number;
  /** The rows of these ids need nothing more here, whoever sent them. */
  settle(ids: readonly string[]): void;
  /** Forgets all rows, and returns them. */
  clear(): Row[];
  /** Takes a whole row. */
  put(row: OwnRow): void;
}

export function createQueue(store: EventStore, onSaved: () => void): Queue {
  const pending = new Map<string, OwnRow>();
  let open: OwnRow | undefined;
  let fresh: OwnRow[] = [];
  let size = 0;
  let due = false;
  let saving: Promise<unknown> = Promise.resolve();

  // What was settled before its commit, such as by withdrawn consent, must not be stored after all.
  // Nor must a row in whose place others of its id were put.
  const unsaved = () => fresh.filter((row) => pending.get(row.id) === row);

  function save(): Promise<void> {
    const rows = unsaved();
    open = undefined;
    due = false;
    fresh = [];
    // Rows that the store refuses are tried again with the next ones; until then they are sent from here. All go into
    // one transaction: a page that goes has time for the first one alone.
    const commit = () => store.append(rows).catch(() => void fresh.push(...rows));
    if (rows.length) saving = Promise.all([saving, commit()]).then(onSaved);
    return saving as Promise<void>;
  }

  function put(row: OwnRow): void {
    pending.set(row.id, row);
    fresh.push(row);
    size += row.count;
    // The first of a burst saves them all.
    if (!due) queueMicrotask(save);
    due = true;
  }

  return {
    add(context, event, alone) {
      if (!alone && open && extendRow(open, context, event)) size += 1;
      else {
        open = beginRow(context, event);
        put(open);
      }
      if (alone) open = undefined;
    },
    put,
    save,
    pending: () => [...pending.values()],
    unsaved,
    clear() {
      const rows = [...pending.values()];
      pending.clear();
      // What the same task records next must not go into a row that nobody holds any more.
      open = undefined;
      size = 0;
      return rows;
    },
    get size() {
      return size;
    },
    settle(ids) {
      for (const id of ids) {
        size -= pending.get(id)?.count ?? 0;
        pending.delete(id);
      }
    },
  };
}
