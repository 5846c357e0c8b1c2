import type { DatabaseSync } from 'node:sqlite';
import type { Person } from '../../people/person.js';
import { bodyWithoutPerson } from '../body-without-person.js';

/** Takes a person out of deliveries that were not delivered, within a transaction. Delivered ones have no body. */
export const createOutboxForgetter = (db: DatabaseSync): ((person: Person) => void) => {
  const page = db.prepare(
    "SELECT seq, body FROM deliveries WHERE seq > ? AND body <> '' ORDER BY seq LIMIT 100",
  );
  const remove = db.prepare('DELETE FROM deliveries WHERE seq = ?');
  const replace = db.prepare('UPDATE deliveries SET body = ? WHERE seq = ?');

  const forgetIn = (seq: number, text: string, person: Person): void => {
    const rest = bodyWithoutPerson(text, person);
    if (rest === undefined) remove.run(seq);
    else if (rest !== text) replace.run(rest, seq);
  };
  return (person) => {
    for (let after = 0; ; ) {
      const rows = page.all(after);
      for (const { seq, body } of rows) forgetIn(Number(seq), String(body), person);
      const last = rows.at(-1);
      if (!last) return;
      after = Number(last.seq);
    }
  };
};
