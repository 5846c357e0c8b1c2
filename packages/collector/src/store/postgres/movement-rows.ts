import type { DatedChange } from '../../billing/derive-movements.js';
import type { MovementKind } from '../../billing/movement.js';
import type { StoredMovement } from '../../billing/movements.port.js';
import type { SubscriptionChange } from '../../billing/subscription-change.js';
import type { Row } from '../../postgres/database.js';
import { fromText } from '../../postgres/text.js';

export const toDatedChange = (row: Row): DatedChange => ({
  id: fromText(row.id),
  at: String(row.at),
  change: JSON.parse(String(row.change)) as SubscriptionChange,
});

export const toMovement = (row: Row): StoredMovement => ({
  seq: Number(row.seq),
  id: fromText(row.id),
  at: String(row.at),
  account: fromText(row.account_id),
  subscription: fromText(row.subscription),
  kind: row.kind as MovementKind,
  amount: Number(row.amount),
  currency: fromText(row.currency),
  product: fromText(row.product),
  plan: fromText(row.plan),
});
