import type { DatabaseSync } from 'node:sqlite';
import type { PackedTally } from '@tendril/rules';
import { countInto } from '../../counting/count-into.js';
import { type CountPlan, createCountPlan, NOTHING_COUNTED } from '../../counting/count-plan.js';
import { subjectsCounted } from '../../counting/subjects-counted.js';
import { type CountedEvent, type TallyChange, tallyChanges } from '../../counting/tally-changes.js';
import { createVersionWriter } from './version-writer.js';

/** Counts events into the tallies, within a transaction. */
export interface TallyWriter {
  /** Before events are stored: sees which counters can count them. Others fall behind. */
  begin(plan: CountPlan): void;
  /** The events that were stored since. Gives the keys of subjects whose counts are others than before. */
  write(events: readonly CountedEvent[]): string[];
  /** What is to be added, by the ids of counters. */
  add(changes: TallyChange[], ids: ReadonlyMap<string, number>): void;
}

/** Prepares the statements. Needs the tables. */
export const createTallyWriter = (db: DatabaseSync): TallyWriter => {
  const upToDate = db.prepare('SELECT id, key FROM counters WHERE key IS NOT NULL AND behind IS NULL');
  const fallBehind = db.prepare(`UPDATE counters SET behind =
    coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'events'), 0) WHERE id = ?`);
  const find = db.prepare(
    'SELECT tally FROM tallies WHERE counter = ? AND kind = ? AND subject = ? AND account = ?',
  );
  const put = db.prepare('INSERT OR REPLACE INTO tallies VALUES (?, ?, ?, ?, ?)');
  const setVersion = createVersionWriter(db);
  let ids: ReadonlyMap<string, number> = new Map();
  let counting = NOTHING_COUNTED;

  const add = (changes: TallyChange[], known: ReadonlyMap<string, number>): void => {
    for (const change of changes) {
      const { kind, id, account } = change.owner;
      const counter = Number(known.get(change.counter.key));
      const row = find.get(counter, kind, id, account);
      const before = row && (JSON.parse(String(row.tally)) as PackedTally);
      put.run(counter, kind, id, account, JSON.stringify(countInto(before, change)));
    }
  };

  return {
    add,
    begin: (plan) => {
      const rows = upToDate.all().map(({ id, key }) => ({ id: Number(id), key: String(key) }));
      for (const { id, key } of rows) if (!plan.counters.has(key)) fallBehind.run(id);
      ids = new Map(rows.map(({ id, key }) => [key, id]));
      const all = [...plan.counters.values()].filter(({ key }) => ids.has(key));
      counting = all.length === plan.counters.size ? plan : createCountPlan(all);
    },
    write: (events) => {
      const changes = tallyChanges(counting, events);
      add(changes, ids);
      return subjectsCounted(changes).map(({ subject, position }) => setVersion(subject, position));
    },
  };
};
