import type { Person } from '../../people/person.js';
import type { Database, Statements } from '../../postgres/database.js';
import { bodyWithoutPerson } from '../body-without-person.js';

const STEP_ROWS = 100;
/** Delivered ones have no body. */
const PAGE = `SELECT seq, body FROM deliveries WHERE seq > $1 AND body <> '' ORDER BY seq LIMIT ${STEP_ROWS} FOR UPDATE`;

const forgetIn = async (
  statements: Statements,
  seq: unknown,
  text: string,
  person: Person,
): Promise<void> => {
  const rest = bodyWithoutPerson(text, person);
  if (rest === undefined) await statements.query('DELETE FROM deliveries WHERE seq = $1', [seq]);
  else if (rest !== text)
    await statements.query('UPDATE deliveries SET body = $2 WHERE seq = $1', [seq, rest]);
};

/** Takes a person out of deliveries that were not delivered, some at a time: couriers wait meanwhile. */
export const forgetPerson = async (database: Database, person: Person): Promise<void> => {
  const forgetPage = (after: unknown): Promise<unknown> =>
    database.transaction(async (statements) => {
      const rows = await statements.query(PAGE, [after]);
      for (const { seq, body } of rows) await forgetIn(statements, seq, String(body), person);
      return rows.at(-1)?.seq;
    });
  for (let after: unknown = 0; after !== undefined; ) after = await forgetPage(after);
};
