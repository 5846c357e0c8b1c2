import type { NameChange } from '../../facts/fact-changes.js';
import type { Statements } from '../../postgres/database.js';
import { toKey, toText } from '../../postgres/text.js';
import { columns } from './columns.js';

const ADD_NAMES = `INSERT INTO names (person, other_key, other)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) ON CONFLICT DO NOTHING`;
const ADD_ALIASES = `INSERT INTO aliases (person, previous_key, previous)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) ON CONFLICT DO NOTHING`;

const add = async (statements: Statements, sql: string, names: NameChange[]): Promise<void> => {
  if (names.length === 0) return;
  await statements.query(
    sql,
    columns(
      names,
      ({ user }) => toKey(user),
      ({ other }) => toKey(other),
      ({ other }) => toText(other),
    ),
  );
};

/** Keeps which names are of one person. */
export const writeNames = async (statements: Statements, names: NameChange[]): Promise<void> => {
  await add(statements, ADD_NAMES, names);
  await add(
    statements,
    ADD_ALIASES,
    names.filter(({ isProven }) => isProven),
  );
};
