import { toIsoTime } from '../../ingest/iso-time.js';
import type { Row } from '../../postgres/database.js';
import { fromText } from '../../postgres/text.js';
import type { Claim, DeliveryCounts, DeliveryState, ListedDelivery, StoredDelivery } from '../outbox.port.js';

export const toClaim = (row: Row): Claim => ({
  id: fromText(row.id),
  forwarder: fromText(row.forwarder),
  about: fromText(row.about),
  body: String(row.body),
  attempt: Number(row.attempts),
  createdAt: String(row.created_at),
});

export const toListed = (row: Row): ListedDelivery => ({
  seq: Number(row.seq),
  id: fromText(row.id),
  forwarder: fromText(row.forwarder),
  about: fromText(row.about),
  state: row.state as DeliveryState,
  attempts: Number(row.attempts),
  createdAt: String(row.created_at),
  ...(row.state === 'waiting' && { dueAt: toIsoTime(Number(row.due)) }),
  ...(row.error !== null && { error: fromText(row.error) }),
});

export const toStored = (row: Row): StoredDelivery => ({ ...toListed(row), body: String(row.body) });

export const toCounts = (row: Row): DeliveryCounts => ({
  forwarder: fromText(row.forwarder),
  waiting: Number(row.waiting),
  dead: Number(row.dead),
  delivered: Number(row.delivered),
  ...(row.oldest !== null && { oldest: String(row.oldest) }),
});
