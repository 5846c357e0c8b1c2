import type { PackedTally } from '@tendril/rules';
import { type CountPlan, createCountPlan } from '../../counting/count-plan.js';
import type { CounterKeeper, ViewerTallies } from '../../counting/counter-keeper.port.js';
import { tallyChanges } from '../../counting/tally-changes.js';
import type { Database, Statements } from '../../postgres/database.js';
import { fromText, toKey, toText } from '../../postgres/text.js';
import type { ReceivedEvent } from '../store.port.js';
import { markPast } from './past-marker.js';
import { lockState } from './store-state.js';
import { addToTallies } from './tally-writer.js';

/** Removes tallies of counters that nobody asks for any more, at most so many; whether some are left. */
const sweep = async (statements: Statements, limit: number): Promise<boolean> => {
  const [one, more] = await statements.query('SELECT id FROM counters WHERE name IS NULL LIMIT 2');
  if (!one) return false;
  const gone = await statements.query(
    'DELETE FROM tallies WHERE ctid IN (SELECT ctid FROM tallies WHERE counter = $1 LIMIT $2) RETURNING counter',
    [one.id, limit],
  );
  if (gone.length === limit) return true;
  await statements.query('DELETE FROM counters WHERE id = $1', [one.id]);
  return more !== undefined;
};

/** Lets counters that are behind count stored events, a slice at a time; whether some are left. */
const catchUp = async (statements: Statements, plan: CountPlan, limit: number): Promise<boolean> => {
  const lagging = await statements.query(
    'SELECT id, name, behind FROM counters WHERE name IS NOT NULL AND behind IS NOT NULL',
  );
  const behind = lagging
    .map(({ id, name, behind }) => ({ id: Number(id), key: fromText(name), reached: Number(behind) }))
    .filter(({ key }) => plan.counters.has(key));
  if (behind.length === 0) return false;
  const from = Math.min(...behind.map(({ reached }) => reached));
  const rows = await statements.query(
    'SELECT seq, position, event FROM events WHERE seq > $1 ORDER BY seq LIMIT $2',
    [from, limit],
  );
  const events = rows.map(({ seq, position, event }) => ({
    seq: Number(seq),
    position: Number(position),
    event: JSON.parse(String(event)) as ReceivedEvent,
  }));
  const last = events.at(-1)?.seq ?? from;
  const isEnd = rows.length < limit;
  for (const { id, key, reached } of behind) {
    const fresh = events.filter(({ seq }) => seq > reached);
    const one = createCountPlan([plan.counters.get(key)].filter((counter) => counter !== undefined));
    await addToTallies(statements, tallyChanges(one, fresh), new Map([[key, id]]));
    await statements.query('UPDATE counters SET behind = $1 WHERE id = $2', [
      isEnd ? null : Math.max(reached, last),
      id,
    ]);
  }
  return !isEnd;
};

const OF_COMPLETE = `SELECT counters.name, tally FROM tallies JOIN counters ON counters.id = counter
  WHERE counters.name IS NOT NULL AND behind IS NULL`;
// Without an account: wherever the person was.
const OF_PERSON = `${OF_COMPLETE} AND ($2::text IS NULL OR account IN ('', $2))
  AND (kind = 'user' AND subject = $1
    OR kind = 'visitor' AND subject IN (SELECT other_key FROM names WHERE person = $1))`;

const readTallies = async (database: Database, user?: string, account?: string): Promise<ViewerTallies> => {
  const complete = await database.query(
    'SELECT name, since FROM counters WHERE name IS NOT NULL AND behind IS NULL',
  );
  const found: ViewerTallies = Object.fromEntries(
    complete.map(({ name, since }) => [fromText(name), { from: Number(since), tallies: [] }]),
  );
  const inAccount = account === undefined ? null : toKey(account);
  const rows = [
    ...(user === undefined ? [] : await database.query(OF_PERSON, [toKey(user), inAccount])),
    ...(inAccount === null
      ? []
      : await database.query(`${OF_COMPLETE} AND kind = 'account' AND subject = $1`, [inAccount])),
  ];
  for (const { name, tally } of rows)
    found[fromText(name)]?.tallies.push(JSON.parse(String(tally)) as PackedTally);
  return found;
};

/** What the PostgreSQL read model counts for rules. */
export const createCounterKeeper = (database: Database): CounterKeeper => {
  /** Nothing is applied meanwhile: what counts and what is stored stay together. */
  const alone = <Result>(work: (statements: Statements) => Promise<Result>): Promise<Result> =>
    database.transaction(async (statements) => {
      await lockState(statements);
      return work(statements);
    });
  return {
    keptCounters: async () => {
      const rows = await database.query(
        'SELECT name, behind, since FROM counters WHERE name IS NOT NULL ORDER BY id',
      );
      return rows.map(({ name, behind, since }) => ({
        key: fromText(name),
        ...(behind !== null && { behind: Number(behind) }),
        from: Number(since),
      }));
    },
    keepCounters: (keys) =>
      alone(async (statements) => {
        await statements.query(
          'UPDATE counters SET name = NULL, name_key = NULL WHERE name IS NOT NULL AND name_key <> ALL($1)',
          [keys.map(toKey)],
        );
        await statements.query(
          `INSERT INTO counters (name_key, name, behind, since)
            SELECT name_key, name, CASE WHEN EXISTS (SELECT 1 FROM events) THEN 0 END, stored_from
            FROM counting, unnest($1::text[], $2::text[]) AS fresh (name_key, name) ON CONFLICT (name_key) DO NOTHING`,
          [keys.map(toKey), keys.map(toText)],
        );
      }),
    catchUp: (plan, limit) =>
      alone(async (statements) => {
        const isUnswept = await sweep(statements, limit);
        return (await catchUp(statements, plan, limit)) || isUnswept;
      }),
    tallies: ({ user, account }) => readTallies(database, user, account),
    storedFrom: async () =>
      Number((await database.query('SELECT stored_from FROM counting'))[0]?.stored_from),
    beginAt: (from) => database.transaction((statements) => markPast(statements, from)),
  };
};
