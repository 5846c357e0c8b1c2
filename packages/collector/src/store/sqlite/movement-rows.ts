import type { DatedChange } from '../../billing/derive-movements.js';
import type { MovementKind } from '../../billing/movement.js';
import type { StoredMovement } from '../../billing/movements.port.js';
import type { SubscriptionChange } from '../../billing/subscription-change.js';

type Row = Record<string, unknown>;

export const toDatedChange = (row: Row): DatedChange => ({
  id: String(row.id),
  at: String(row.at),
  change: JSON.parse(String(row.change)) as SubscriptionChange,
});

export const toMovement = (row: Row): StoredMovement => ({
  seq: Number(row.seq),
  id: String(row.id),
  at: String(row.at),
  account: String(row.account),
  subscription: String(row.subscription),
  kind: row.kind as MovementKind,
  amount: Number(row.amount),
  currency: String(row.currency),
  product: String(row.product),
  plan: String(row.plan),
});
