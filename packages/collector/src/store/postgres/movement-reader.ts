import { type DatedChange, latestOf } from '../../billing/derive-movements.js';
import type { Movements } from '../../billing/movements.port.js';
import { orderChanges } from '../../billing/order-changes.js';
import type { Database, Statements } from '../../postgres/database.js';
import { toKey } from '../../postgres/text.js';
import { toDatedChange, toMovement } from './movement-rows.js';

/** All changes of each of these accounts, in the order of time. */
export const changesOf = async (
  statements: Statements,
  accounts: string[],
): Promise<Map<string, DatedChange[]>> => {
  const found = new Map(accounts.map((account) => [account, [] as DatedChange[]]));
  if (accounts.length === 0) return found;
  const rows = await statements.query(
    'SELECT id, at, change FROM subscription_changes WHERE account = ANY($1) ORDER BY at, seq',
    [accounts.map(toKey)],
  );
  for (const dated of rows.map(toDatedChange)) found.get(dated.change.account)?.push(dated);
  return new Map([...found].map(([account, changes]) => [account, orderChanges(changes)]));
};

/** How revenue moved, of the PostgreSQL read model. */
export const createMovementReader = (database: Database): Movements => ({
  movements: async (after, limit, { account, kind } = {}) => {
    const rows = await database.query(
      `SELECT * FROM movements WHERE seq > $1 AND ($3::text IS NULL OR account = $3)
        AND ($4::text IS NULL OR kind = $4) ORDER BY seq LIMIT $2`,
      [after, limit, account === undefined ? null : toKey(account), kind ?? null],
    );
    return rows.map(toMovement);
  },
  subscriptions: async (account) => latestOf((await changesOf(database, [account])).get(account) ?? []),
});
