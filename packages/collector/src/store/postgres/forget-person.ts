import type { Person } from '../../people/person.js';
import { withoutPerson } from '../../people/without-person.js';
import type { Statements } from '../../postgres/database.js';
import { toKey } from '../../postgres/text.js';

const STEP_ROWS = 500;
/** Of user ids. What is of an anonymous id is of nobody's account: a page can join any text to its user. */
const OF_USERS = [
  "DELETE FROM traits WHERE kind = 'user' AND subject = ANY($1)",
  "DELETE FROM usage WHERE kind = 'user' AND subject = ANY($1)",
  "DELETE FROM versions WHERE kind = 'user' AND subject = ANY($1)",
  "DELETE FROM notices WHERE kind = 'user' AND subject = ANY($1)",
  'DELETE FROM activity WHERE person = ANY($1)',
  'DELETE FROM features WHERE person = ANY($1)',
  'DELETE FROM names WHERE person = ANY($1)',
  'DELETE FROM aliases WHERE person = ANY($1)',
  'DELETE FROM standings WHERE person = ANY($1)',
  'DELETE FROM memberships WHERE person = ANY($1)',
  'DELETE FROM membership_changes WHERE person = ANY($1)',
  // What the account as a whole did and saw stays: it says of nobody who it was.
  "DELETE FROM tallies WHERE kind = 'user' AND subject = ANY($1)",
  "DELETE FROM ledgers WHERE kind = 'user' AND subject = ANY($1)",
];
const OF_VISITORS = [
  "DELETE FROM tallies WHERE kind = 'visitor' AND subject = ANY($1)",
  "DELETE FROM ledgers WHERE kind = 'visitor' AND subject = ANY($1)",
];

const isTheirs = (event: unknown, person: Person): boolean =>
  typeof event === 'object' && event !== null && withoutPerson(event, person) !== event;

const forgetLetters = async (statements: Statements, person: Person): Promise<void> => {
  for (let after = 0; ; ) {
    const rows = await statements.query(
      'SELECT seq, event FROM dead_letters WHERE seq > $1 ORDER BY seq LIMIT $2',
      [after, STEP_ROWS],
    );
    const last = rows.at(-1);
    if (!last) return;
    after = Number(last.seq);
    const theirs = rows.filter(({ event }) => isTheirs(JSON.parse(String(event)), person));
    await statements.query('DELETE FROM dead_letters WHERE seq = ANY($1)', [theirs.map(({ seq }) => seq)]);
  }
};

/** Removes the facts and the dead letters of a person. Their events go slice by slice later. */
export const forgetPerson = async (statements: Statements, person: Person): Promise<void> => {
  for (const sql of OF_USERS) await statements.query(sql, [person.userIds.map(toKey)]);
  for (const sql of OF_VISITORS) await statements.query(sql, [person.anonymousIds.map(toKey)]);
  await forgetLetters(statements, person);
};
