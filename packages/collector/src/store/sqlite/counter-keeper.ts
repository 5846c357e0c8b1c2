import type { DatabaseSync } from 'node:sqlite';
import type { PackedTally } from '@tendril/rules';
import { type CountPlan, createCountPlan } from '../../counting/count-plan.js';
import type { CounterKeeper, ViewerTallies } from '../../counting/counter-keeper.port.js';
import { tallyChanges } from '../../counting/tally-changes.js';
import type { ReceivedEvent } from '../store.port.js';
import { createPastMarker } from './past-marker.js';
import { createTallyWriter } from './tally-writer.js';
import { inTransaction } from './transaction.js';

interface Lagging {
  id: number;
  key: string;
  behind: number;
}

/** Removes the tallies of counters that nobody asks for any more, at most so many at a time; whether some are left. */
const createSweeper = (db: DatabaseSync): ((limit: number) => boolean) => {
  const forgotten = db.prepare('SELECT id FROM counters WHERE key IS NULL LIMIT 1');
  const sweep = db.prepare(
    'DELETE FROM tallies WHERE rowid IN (SELECT rowid FROM tallies WHERE counter = ? LIMIT ?)',
  );
  const end = db.prepare('DELETE FROM counters WHERE id = ?');
  return (limit) => {
    const id = forgotten.get()?.id;
    if (id === undefined) return false;
    if (Number(sweep.run(Number(id), limit).changes) < limit) end.run(Number(id));
    return forgotten.get() !== undefined;
  };
};

/** Lets counters that are behind count stored events, a slice at a time; whether some are left. */
const createCatchUp = (db: DatabaseSync): ((plan: CountPlan, limit: number) => boolean) => {
  const lagging = db.prepare(
    'SELECT id, key, behind FROM counters WHERE key IS NOT NULL AND behind IS NOT NULL',
  );
  const slice = db.prepare('SELECT seq, position, event FROM events WHERE seq > ? ORDER BY seq LIMIT ?');
  const reach = db.prepare('UPDATE counters SET behind = ? WHERE id = ?');
  const tallies = createTallyWriter(db);

  const find = ({ counters }: CountPlan): Lagging[] =>
    lagging
      .all()
      .map(({ id, key, behind }) => ({ id: Number(id), key: String(key), behind: Number(behind) }))
      .filter(({ key }) => counters.has(key));

  return (plan, limit) => {
    const behind = find(plan);
    if (behind.length === 0) return false;
    const from = Math.min(...behind.map((one) => one.behind));
    const events = slice.all(from, limit).map(({ seq, position, event }) => ({
      seq: Number(seq),
      position: Number(position),
      event: JSON.parse(String(event)) as ReceivedEvent,
    }));
    const last = events.at(-1)?.seq ?? from;
    const isEnd = events.length < limit;
    for (const { id, key, behind: reached } of behind) {
      const fresh = events.filter(({ seq }) => seq > reached);
      const one = createCountPlan([plan.counters.get(key)].filter((counter) => counter !== undefined));
      tallies.add(tallyChanges(one, fresh), new Map([[key, id]]));
      reach.run(isEnd ? null : Math.max(reached, last), id);
    }
    return !isEnd;
  };
};

const createTalliesReader = (db: DatabaseSync): CounterKeeper['tallies'] => {
  const complete = db.prepare('SELECT key, since FROM counters WHERE key IS NOT NULL AND behind IS NULL');
  // NULL for the account: wherever the person was.
  const ofPerson = db.prepare(`SELECT key, tally FROM tallies JOIN counters ON counters.id = counter
    WHERE key IS NOT NULL AND behind IS NULL AND (:account IS NULL OR account IN ('', :account))
    AND (kind = 'user' AND subject = :user
      OR kind = 'visitor' AND subject IN (SELECT other FROM names WHERE user = :user))`);
  const ofAccount = db.prepare(`SELECT key, tally FROM tallies JOIN counters ON counters.id = counter
    WHERE key IS NOT NULL AND behind IS NULL AND kind = 'account' AND subject = ?`);
  return async ({ user, account }) => {
    const found: ViewerTallies = Object.fromEntries(
      complete.all().map(({ key, since }) => [String(key), { from: Number(since), tallies: [] }]),
    );
    const rows = [
      ...(user === undefined ? [] : ofPerson.all({ user, account: account ?? null })),
      ...(account === undefined ? [] : ofAccount.all(account)),
    ];
    for (const { key, tally } of rows)
      found[String(key)]?.tallies.push(JSON.parse(String(tally)) as PackedTally);
    return found;
  };
};

/** What the SQLite read model counts for rules. */
export const createCounterKeeper = (db: DatabaseSync): CounterKeeper => {
  const kept = db.prepare('SELECT key, behind, since FROM counters WHERE key IS NOT NULL ORDER BY id');
  const forget = db.prepare('UPDATE counters SET key = NULL WHERE key = ?');
  const keep = db.prepare(`INSERT INTO counters (key, behind, since) SELECT ?,
    CASE WHEN EXISTS (SELECT 1 FROM events) THEN 0 END, stored_from FROM counting WHERE true
    ON CONFLICT (key) DO NOTHING`);
  const storedFrom = db.prepare('SELECT stored_from FROM counting');
  const sweep = createSweeper(db);
  const catchUp = createCatchUp(db);
  const mark = createPastMarker(db);

  return {
    keptCounters: async () =>
      kept.all().map(({ key, behind, since }) => ({
        key: String(key),
        ...(behind !== null && { behind: Number(behind) }),
        from: Number(since),
      })),
    keepCounters: async (keys) =>
      inTransaction(db, () => {
        for (const { key } of kept.all()) if (!keys.includes(String(key))) forget.run(String(key));
        for (const key of keys) keep.run(key);
      }),
    catchUp: async (plan, limit) =>
      inTransaction(db, () => {
        const isUnswept = sweep(limit);
        return catchUp(plan, limit) || isUnswept;
      }),
    tallies: createTalliesReader(db),
    storedFrom: async () => Number(storedFrom.get()?.stored_from),
    beginAt: async (from) => inTransaction(db, () => mark(from)),
  };
};
