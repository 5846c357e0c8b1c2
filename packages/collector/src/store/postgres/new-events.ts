import type { Statements } from '../../postgres/database.js';
import { toKey, toText } from '../../postgres/text.js';
import type { AcceptedEvent } from '../store.port.js';
import { columns } from './columns.js';
import { ensurePartitions, partitionsBefore } from './partitions.js';
import type { StoreState } from './store-state.js';

const DAY_MS = 24 * 3600 * 1000;
/** A client sends an event again for seven days at most. Ids are known for four weeks, and go by the week. */
const REMEMBERED_MS = 28 * DAY_MS;

export const receivedOn = ({ event }: AcceptedEvent): string => event.receivedAt.slice(0, 10);
const keyOf = (writeKey: string, messageKey: string): string => `${writeKey}\n${messageKey}`;
const idOf = ({ writeKey, event }: AcceptedEvent): string => keyOf(toKey(writeKey), toKey(event.messageId));

/** With each week that begins, those go that are long before all of `days`. */
const forgetOldIds = async (statements: Statements, days: string[]): Promise<void> => {
  const before = new Date(Math.min(...days.map(Date.parse)) - REMEMBERED_MS).toISOString().slice(0, 10);
  for (const name of await partitionsBefore(statements, 'message_ids', before)) {
    await statements.query(`DROP TABLE ${name}`);
  }
};

/** Notes the ids that are not known yet, and gives them. */
const noteIds = async (statements: Statements, events: AcceptedEvent[]): Promise<Set<string>> => {
  const days = [...new Set(events.map(receivedOn))];
  if (await ensurePartitions(statements, 'message_ids', days)) await forgetOldIds(statements, days);
  const rows = await statements.query(
    `INSERT INTO message_ids (write_key, message_key, received_on)
      SELECT fresh.write_key, fresh.message_key, fresh.received_on::date
      FROM unnest($1::text[], $2::text[], $3::text[]) AS fresh (write_key, message_key, received_on)
      LEFT JOIN LATERAL (
        SELECT true AS is_known FROM message_ids AS known
        WHERE known.write_key = fresh.write_key AND known.message_key = fresh.message_key LIMIT 1
      ) AS found ON true
      WHERE found.is_known IS NULL RETURNING write_key, message_key`,
    columns(
      events,
      ({ writeKey }) => toKey(writeKey),
      ({ event }) => toKey(event.messageId),
      receivedOn,
    ),
  );
  return new Set(rows.map((row) => keyOf(String(row.write_key), String(row.message_key))));
};

const insert = async (statements: Statements, events: AcceptedEvent[], state: StoreState): Promise<void> => {
  await ensurePartitions(statements, 'events', new Set(events.map(receivedOn)));
  await statements.query(
    `INSERT INTO events (seq, received_on, position, write_key, type, name_key, user_key, received_at, event)
      SELECT * FROM unnest($1::bigint[], $2::date[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[],
        $8::text[], $9::text[])`,
    columns(
      events,
      () => ++state.eventSeq,
      receivedOn,
      ({ position }) => position,
      ({ writeKey }) => toText(writeKey),
      ({ event }) => event.type,
      ({ event }) => (event.event === undefined ? null : toKey(event.event)),
      ({ event }) => (event.userId === undefined ? null : toKey(event.userId)),
      ({ event }) => event.receivedAt,
      ({ event }) => JSON.stringify(event),
    ),
  );
};

/** Keeps the events whose id is new, and gives them in their order. */
export const writeNewEvents = async (
  statements: Statements,
  events: AcceptedEvent[],
  state: StoreState,
): Promise<AcceptedEvent[]> => {
  // The first of each id: the others in the same chunk say nothing new.
  const byId = new Map([...events].reverse().map((event) => [idOf(event), event]));
  const first = events.filter((event) => byId.get(idOf(event)) === event);
  if (first.length === 0) return [];
  const fresh = await noteIds(statements, first);
  const stored = first.filter((event) => fresh.has(idOf(event)));
  if (stored.length > 0) await insert(statements, stored, state);
  return stored;
};
