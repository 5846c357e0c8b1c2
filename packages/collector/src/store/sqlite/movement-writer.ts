import type { DatabaseSync } from 'node:sqlite';
import type { DatedChange, Movement } from '../../billing/derive-movements.js';
import { orderChanges } from '../../billing/order-changes.js';
import { reviseMovements } from '../../billing/revise-movements.js';
import { toDatedChange, toMovement } from './movement-rows.js';

/** Keeps what subscriptions became, and the movements that come of it. */
export interface MovementWriter {
  /** Within a transaction. A change that is known by its id is left alone. */
  add(change: DatedChange): void;
  /** All changes of an account, in the order of time. */
  changesOf(account: string): DatedChange[];
  /** Works out the movements of an account again. Within a transaction. */
  derive(account: string): void;
}

const columnsOf = ({ id, account, ...rest }: Movement) => ({ id, account, ...rest });

/** Prepares the statements. Needs the tables. */
export const createMovementWriter = (db: DatabaseSync): MovementWriter => {
  const insert = db.prepare(
    'INSERT OR IGNORE INTO subscription_changes (id, account, at, change) VALUES (:id, :account, :at, :change)',
  );
  const changes = db.prepare('SELECT * FROM subscription_changes WHERE account = ? ORDER BY at, seq');
  const movements = db.prepare('SELECT * FROM movements WHERE account = ?');
  const put = db.prepare(`INSERT OR REPLACE INTO movements
    (id, account, at, subscription, kind, amount, currency, product, plan) VALUES
    (:id, :account, :at, :subscription, :kind, :amount, :currency, :product, :plan)`);

  const changesOf = (account: string): DatedChange[] => orderChanges(changes.all(account).map(toDatedChange));
  return {
    add: ({ id, at, change }) =>
      void insert.run({ id, at, account: change.account, change: JSON.stringify(change) }),
    changesOf,
    derive: (account) => {
      const revised = reviseMovements(movements.all(account).map(toMovement), changesOf(account));
      for (const movement of revised) put.run(columnsOf(movement));
    },
  };
};
