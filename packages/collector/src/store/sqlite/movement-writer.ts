import type { DatabaseSync } from 'node:sqlite';
import { type DatedChange, deriveMovements, type Movement } from '../../billing/derive-movements.js';
import { type Row, toDatedChange, toMovement } from './movement-rows.js';

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
const isSame = (row: Row | undefined, movement: Movement): boolean => {
  if (!row) return false;
  const { seq: _seq, ...known } = toMovement(row);
  return JSON.stringify(known) === JSON.stringify(movement);
};

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
  const remove = db.prepare('DELETE FROM movements WHERE id = ?');

  const changesOf = (account: string): DatedChange[] => changes.all(account).map(toDatedChange);
  return {
    add: ({ id, at, change }) =>
      void insert.run({ id, at, account: change.account, change: JSON.stringify(change) }),
    changesOf,
    derive: (account) => {
      const known = new Map(movements.all(account).map((row) => [String(row.id), row]));
      for (const movement of deriveMovements(changesOf(account))) {
        // One that is as it was keeps its seq: who reads on is told of what is new only.
        if (!isSame(known.get(movement.id), movement)) put.run(columnsOf(movement));
        known.delete(movement.id);
      }
      for (const id of known.keys()) remove.run(id);
    },
  };
};
