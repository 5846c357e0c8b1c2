import type { DatabaseSync } from 'node:sqlite';
import type { Person } from '../../people/person.js';
import { withoutPerson } from '../../people/without-person.js';

/** Of a user id. What is of an anonymous id is of nobody's account: a page can join any text to its user. */
const OF_USER = [
  "DELETE FROM traits WHERE kind = 'user' AND subject = ?",
  "DELETE FROM usage WHERE kind = 'user' AND subject = ?",
  "DELETE FROM versions WHERE kind = 'user' AND subject = ?",
  "DELETE FROM notices WHERE kind = 'user' AND subject = ?",
  'DELETE FROM activity WHERE user = ?',
  'DELETE FROM features WHERE user = ?',
  'DELETE FROM names WHERE user = ?',
  'DELETE FROM aliases WHERE user = ?',
  'DELETE FROM standings WHERE user = ?',
  'DELETE FROM memberships WHERE user = ?',
  'DELETE FROM membership_changes WHERE user = ?',
  // What the account as a whole did and saw stays: it says of nobody who it was.
  "DELETE FROM tallies WHERE kind = 'user' AND subject = ?",
  "DELETE FROM ledgers WHERE kind = 'user' AND subject = ?",
];
const OF_VISITOR = [
  "DELETE FROM tallies WHERE kind = 'visitor' AND subject = ?",
  "DELETE FROM ledgers WHERE kind = 'visitor' AND subject = ?",
];

/** Removes the facts and the dead letters of a person, within a transaction. Their events go slice by slice later. */
export const createForgetter = (db: DatabaseSync): ((person: Person) => void) => {
  const ofUser = OF_USER.map((sql) => db.prepare(sql));
  const ofVisitor = OF_VISITOR.map((sql) => db.prepare(sql));
  const letters = db.prepare('SELECT seq, event FROM dead_letters');
  const removeLetter = db.prepare('DELETE FROM dead_letters WHERE seq = ?');

  const isTheirs = (event: unknown, person: Person): boolean =>
    typeof event === 'object' && event !== null && withoutPerson(event, person) !== event;

  return (person) => {
    for (const id of person.userIds) for (const statement of ofUser) statement.run(id);
    for (const id of person.anonymousIds) for (const statement of ofVisitor) statement.run(id);
    for (const { seq, event } of letters.all()) {
      if (isTheirs(JSON.parse(String(event)), person)) removeLetter.run(Number(seq));
    }
  };
};
