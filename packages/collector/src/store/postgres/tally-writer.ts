import type { PackedTally } from '@tendril/rules';
import { countInto } from '../../counting/count-into.js';
import { type CountPlan, createCountPlan } from '../../counting/count-plan.js';
import { subjectsCounted } from '../../counting/subjects-counted.js';
import { type CountedEvent, type TallyChange, tallyChanges } from '../../counting/tally-changes.js';
import type { Statements } from '../../postgres/database.js';
import { fromText, toKey } from '../../postgres/text.js';
import { createChangedSubjects } from './changed-subjects.js';
import { columns } from './columns.js';

type Ids = ReadonlyMap<string, number>;

/** What of a plan can be counted now, and the ids of its counters. */
export interface Counting {
  plan: CountPlan;
  ids: Ids;
}

/** Before events are stored: sees which counters can count them. Others fall behind, at `seq`. */
export const beginCounting = async (
  statements: Statements,
  plan: CountPlan,
  seq: number,
): Promise<Counting> => {
  const rows = await statements.query(
    'SELECT id, name FROM counters WHERE name IS NOT NULL AND behind IS NULL',
  );
  const ids = new Map(rows.map(({ id, name }) => [fromText(name), Number(id)]));
  const others = [...ids].filter(([key]) => !plan.counters.has(key)).map(([, id]) => id);
  if (others.length > 0)
    await statements.query('UPDATE counters SET behind = $1 WHERE id = ANY($2)', [seq, others]);
  const known = [...plan.counters.values()].filter(({ key }) => ids.has(key));
  return { plan: known.length === plan.counters.size ? plan : createCountPlan(known), ids };
};

const placeOf = ({ counter, owner: { kind, id, account } }: TallyChange, ids: Ids) =>
  [Number(ids.get(counter.key)), kind, toKey(id), toKey(account)] as const;

/** Adds what events count to the tallies, by the ids of counters. */
export const addToTallies = async (
  statements: Statements,
  changes: TallyChange[],
  ids: Ids,
): Promise<void> => {
  if (changes.length === 0) return;
  const places = columns(
    changes.map((change) => placeOf(change, ids)),
    (place) => place[0],
    (place) => place[1],
    (place) => place[2],
    (place) => place[3],
  );
  const rows = await statements.query(
    `SELECT counter, kind, subject, account, tally FROM tallies
      JOIN unnest($1::integer[], $2::text[], $3::text[], $4::text[]) AS asked (counter, kind, subject, account)
      USING (counter, kind, subject, account)`,
    places,
  );
  const known = new Map(
    rows.map((row) => [
      [row.counter, row.kind, row.subject, row.account].join('\n'),
      JSON.parse(String(row.tally)) as PackedTally,
    ]),
  );
  const tallies = changes.map((change) =>
    JSON.stringify(countInto(known.get(placeOf(change, ids).join('\n')), change)),
  );
  await statements.query(
    `INSERT INTO tallies (counter, kind, subject, account, tally)
      SELECT * FROM unnest($1::integer[], $2::text[], $3::text[], $4::text[], $5::text[])
      ON CONFLICT (counter, kind, subject, account) DO UPDATE SET tally = excluded.tally`,
    [...places, tallies],
  );
};

/** Counts the events that were stored since `beginCounting`. Gives the keys of subjects whose counts are others than before. */
export const writeTallies = async (
  statements: Statements,
  events: readonly CountedEvent[],
  { plan, ids }: Counting,
): Promise<string[]> => {
  const changes = tallyChanges(plan, events);
  await addToTallies(statements, changes, ids);
  const changed = createChangedSubjects();
  for (const { subject, position } of subjectsCounted(changes)) changed.note(subject, position);
  return changed.write(statements);
};
