import type { BasicType } from 'hyparquet-writer';
import type { ReceivedEvent, StoredEvent } from '../../store/store.port.js';

/** A column of the export. Its name, type and place never change: further ones come after the last. */
export interface EventColumn {
  name: string;
  type: BasicType;
  nullable: boolean;
  value(stored: StoredEvent): unknown;
}

type ValueOf = (event: ReceivedEvent) => unknown;

const column =
  (type: BasicType, nullable: boolean) =>
  (name: string, value: ValueOf): EventColumn => ({
    name,
    type,
    nullable,
    value: ({ event }) => value(event) ?? null,
  });
const text = column('STRING', false);
const time = column('TIMESTAMP', false);
const json = column('JSON', true);

const date = (iso: string): Date => new Date(iso);
const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
/** What a type does not ask for may be anything: one odd event would keep its day from being exported. */
const textOrNull = (name: string, value: ValueOf): EventColumn =>
  column('STRING', true)(name, (event) => asText(value(event)));

/** One row an event. Times are UTC with milliseconds; `properties`, `traits`, `context` and `integrations` are JSON. */
export const EVENT_COLUMNS: readonly EventColumn[] = [
  { name: 'seq', type: 'INT64', nullable: false, value: ({ seq }) => BigInt(seq) },
  text('message_id', ({ messageId }) => messageId),
  text('type', ({ type }) => type),
  textOrNull('event', ({ event }) => event),
  textOrNull('user_id', ({ userId }) => userId),
  textOrNull('anonymous_id', ({ anonymousId }) => anonymousId),
  // Of a group call, or of the account that somebody was in.
  textOrNull('group_id', ({ groupId, context }) => groupId ?? context?.groupId),
  textOrNull('previous_id', ({ previousId }) => previousId),
  textOrNull('name', ({ name }) => name),
  textOrNull('category', ({ category }) => category),
  time('timestamp', ({ timestamp }) => date(timestamp)),
  time('received_at', ({ receivedAt }) => date(receivedAt)),
  // As the client said it, in whatever form.
  text('original_timestamp', ({ originalTimestamp }) => originalTimestamp),
  textOrNull('sent_at', ({ sentAt }) => sentAt),
  column('BOOLEAN', false)('bot', ({ context }) => context?.bot === true),
  json('properties', ({ properties }) => properties),
  json('traits', ({ traits }) => traits),
  json('context', ({ context }) => context),
  json('integrations', ({ integrations }) => integrations),
];
