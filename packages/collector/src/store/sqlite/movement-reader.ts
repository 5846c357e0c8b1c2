import type { DatabaseSync } from 'node:sqlite';
import { latestOf } from '../../billing/derive-movements.js';
import type { Movements } from '../../billing/movements.port.js';
import { orderChanges } from '../../billing/order-changes.js';
import { toDatedChange, toMovement } from './movement-rows.js';

/** How revenue moved, of the SQLite read model. */
export const createMovementReader = (db: DatabaseSync): Movements => {
  const movements = db.prepare(`SELECT * FROM movements WHERE seq > :after
    AND (:account IS NULL OR account = :account) AND (:kind IS NULL OR kind = :kind) ORDER BY seq LIMIT :limit`);
  const changes = db.prepare('SELECT * FROM subscription_changes WHERE account = ? ORDER BY at, seq');
  return {
    movements: async (after, limit, { account = null, kind = null } = {}) =>
      movements.all({ after, limit, account, kind }).map(toMovement),
    subscriptions: async (account) => latestOf(orderChanges(changes.all(account).map(toDatedChange))),
  };
};
