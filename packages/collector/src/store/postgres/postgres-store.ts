import { NOTHING_COUNTED } from '../../counting/count-plan.js';
import type { Row } from '../../postgres/database.js';
import { openSchema } from '../../postgres/open-schema.js';
import type { PostgresAddress } from '../../postgres/postgres-address.js';
import { fromText, toKey, toText } from '../../postgres/text.js';
import type { ReceivedEvent, Store, StoredEvent } from '../store.port.js';
import { writeChunk } from './chunk-writer.js';
import { createCounterKeeper } from './counter-keeper.js';
import { createDeadLetterReader } from './dead-letter-table.js';
import { createErasureKeeper } from './erasure-keeper.js';
import { createFactsReader } from './facts-reader.js';
import { createLedgerReader } from './ledger-reader.js';
import { STORE_STEPS } from './migrations.js';
import { createMovementReader } from './movement-reader.js';
import { pruneOld } from './pruner.js';
import { createStandingKeeper } from './standing-keeper.js';
import { readState } from './store-state.js';

const CONNECTIONS = 10;
const KNOWN = `SELECT message_key FROM message_ids WHERE write_key = $1 AND message_key = ANY($3)
  UNION SELECT message_key FROM dead_letters WHERE write_key = $2 AND message_key = ANY($3)`;

const toStoredEvent = (row: Row): StoredEvent => ({
  seq: Number(row.seq),
  receivedAt: String(row.received_at),
  event: JSON.parse(String(row.event)) as ReceivedEvent,
});

/**
 * The read model in a schema of a PostgreSQL database, which is made where it is missing. Several collectors may open
 * it; one of them writes at a time. Throws a `SetupError`.
 */
export const openPostgresStore = async (address: PostgresAddress): Promise<Store> => {
  const { schema } = address;
  const database = await openSchema(address, {
    ...{ schema, steps: STORE_STEPS, connections: CONNECTIONS },
    isDurable: false,
  });
  return {
    ...createFactsReader(database),
    ...createCounterKeeper(database),
    ...createLedgerReader(database),
    ...createStandingKeeper(database),
    ...createErasureKeeper(database),
    ...createMovementReader(database),
    ...createDeadLetterReader(database),
    position: async () => (await readState(database)).position,
    apply: (position, chunk, plan = NOTHING_COUNTED) => writeChunk(database, position, chunk, plan),
    events: async (after, limit, { type, event, userId } = {}) => {
      const rows = await database.query(
        `SELECT seq, received_at, event FROM events WHERE seq > $1
          AND ($3::text IS NULL OR type = $3) AND ($4::text IS NULL OR name_key = $4)
          AND ($5::text IS NULL OR user_key = $5) ORDER BY seq LIMIT $2`,
        [
          after,
          limit,
          type ?? null,
          ...[event, userId].map((text) => (text === undefined ? null : toKey(text))),
        ],
      );
      return rows.map(toStoredEvent);
    },
    applied: async (after, limit) => {
      const rows = await database.query(
        'SELECT seq, write_key, position, event FROM events WHERE seq > $1 ORDER BY seq LIMIT $2',
        [after, limit],
      );
      return rows.map((row) => ({
        seq: Number(row.seq),
        writeKey: fromText(row.write_key),
        position: Number(row.position),
        event: JSON.parse(String(row.event)) as ReceivedEvent,
      }));
    },
    known: async (writeKey, messageIds) => {
      const rows = await database.query(KNOWN, [toKey(writeKey), toText(writeKey), messageIds.map(toKey)]);
      const keys = new Set(rows.map(({ message_key }) => String(message_key)));
      return messageIds.filter((id) => keys.has(toKey(id)));
    },
    counts: async () => {
      const { received, stored, duplicates, deadLetters } = await readState(database);
      return { received, stored, duplicates, deadLetters };
    },
    prune: (before, limit) => pruneOld(database, before, limit),
    close: () => database.close(),
  };
};
