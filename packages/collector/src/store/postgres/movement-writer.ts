import type { DatedChange, Movement } from '../../billing/derive-movements.js';
import { reviseMovements } from '../../billing/revise-movements.js';
import type { Statements } from '../../postgres/database.js';
import { toKey, toText } from '../../postgres/text.js';
import { columns } from './columns.js';
import { toMovement } from './movement-rows.js';

/** Keeps changes of subscriptions. One that is known by its id is left alone. */
export const writeChanges = async (statements: Statements, changes: DatedChange[]): Promise<void> => {
  await statements.query(
    `INSERT INTO subscription_changes (id_key, id, account, at, change)
      SELECT id_key, id, account, at, change
      FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
        WITH ORDINALITY AS told (id_key, id, account, at, change, n) ORDER BY n
      ON CONFLICT (id_key) DO NOTHING`,
    columns(
      changes,
      ({ id }) => toKey(id),
      ({ id }) => toText(id),
      ({ change }) => toKey(change.account),
      ({ at }) => at,
      ({ change }) => JSON.stringify(change),
    ),
  );
};

const insert = (statements: Statements, movements: Movement[]): Promise<unknown> =>
  statements.query(
    `INSERT INTO movements (id, account, account_id, at, subscription, kind, amount, currency, product, plan)
      SELECT id, account, account_id, at, subscription, kind, amount, currency, product, plan
      FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[],
        $9::text[], $10::text[]) WITH ORDINALITY
        AS found (id, account, account_id, at, subscription, kind, amount, currency, product, plan, n) ORDER BY n`,
    columns(
      movements,
      ({ id }) => toText(id),
      ({ account }) => toKey(account),
      ({ account }) => toText(account),
      ({ at }) => at,
      ({ subscription }) => toText(subscription),
      ({ kind }) => kind,
      ({ amount }) => amount,
      ({ currency }) => toText(currency),
      ({ product }) => toText(product),
      ({ plan }) => toText(plan),
    ),
  );

/** Works out the movements of an account again, of all its changes in the order of time. */
export const writeMovements = async (
  statements: Statements,
  account: string,
  changes: DatedChange[],
): Promise<void> => {
  const rows = await statements.query('SELECT * FROM movements WHERE account = $1', [toKey(account)]);
  const known = rows.map(toMovement);
  const put = reviseMovements(known, changes);
  const replaced = new Set(put.map(({ id }) => id));
  const old = known.filter(({ id }) => replaced.has(id)).map(({ seq }) => seq);
  if (old.length > 0) await statements.query('DELETE FROM movements WHERE seq = ANY($1)', [old]);
  if (put.length > 0) await insert(statements, put);
};
