import { NOTHING_COUNTED } from '../../counting/count-plan.js';
import type {
  DeadLetterState,
  ReceivedEvent,
  Store,
  StoreCounts,
  StoredDeadLetter,
  StoredEvent,
} from '../store.port.js';
import { createChunkWriter } from './chunk-writer.js';
import { createCounterKeeper } from './counter-keeper.js';
import { createErasureKeeper } from './erasure-keeper.js';
import { createFactsReader } from './facts-reader.js';
import { createLedgerReader } from './ledger-reader.js';
import { createMovementReader } from './movement-reader.js';
import { openDatabase } from './open-database.js';
import { createPruner } from './pruner.js';
import { createStandingKeeper } from './standing-keeper.js';

type Row = Record<string, unknown>;

const toStoredEvent = (row: Row): StoredEvent => ({
  seq: Number(row.seq),
  receivedAt: String(row.received_at),
  event: JSON.parse(String(row.event)) as ReceivedEvent,
});

const toDeadLetter = (row: Row): StoredDeadLetter => ({
  seq: Number(row.seq),
  id: String(row.id),
  state: row.state as DeadLetterState,
  writeKey: String(row.write_key),
  i: Number(row.i),
  ...(row.message_id !== null && { messageId: String(row.message_id) }),
  reason: String(row.reason),
  receivedAt: String(row.received_at),
  event: JSON.parse(String(row.event)),
});

const toCounts = (row: Row): StoreCounts => ({
  received: Number(row.received),
  stored: Number(row.stored),
  duplicates: Number(row.duplicates),
  deadLetters: Number(row.dead_letters),
});

/** The embedded read model, in `file`, which is created where it is missing. */
export const openSqliteStore = async (file: string): Promise<Store> => {
  const db = openDatabase(file);
  const writer = createChunkWriter(db);
  const prune = createPruner(db);
  const state = db.prepare('SELECT * FROM state');
  const newest = db.prepare('SELECT max(seq) AS seq FROM events');
  // A filter that is not given is NULL and lets everything pass.
  const events = db.prepare(`SELECT seq, received_at, event FROM events WHERE seq > :after
    AND (:type IS NULL OR type = :type) AND (:event IS NULL OR name = :event)
    AND (:userId IS NULL OR user_id = :userId) ORDER BY seq LIMIT :limit`);
  const applied = db.prepare(
    'SELECT seq, write_key, position, event FROM events WHERE seq > ? ORDER BY seq LIMIT ?',
  );
  const known = db.prepare(`SELECT value AS id FROM json_each(:ids) WHERE
    EXISTS (SELECT 1 FROM events WHERE write_key = :writeKey AND message_id = value)
    OR EXISTS (SELECT 1 FROM dead_letters WHERE write_key = :writeKey AND message_id = value)`);
  const deadLetters = db.prepare(`SELECT * FROM dead_letters WHERE seq > :after
    AND (:state IS NULL OR state = :state) ORDER BY seq LIMIT :limit`);
  const deadLetter = db.prepare('SELECT * FROM dead_letters WHERE id = ?');

  return {
    ...createFactsReader(db),
    ...createCounterKeeper(db),
    ...createLedgerReader(db),
    ...createStandingKeeper(db),
    ...createErasureKeeper(db),
    ...createMovementReader(db),
    position: async () => Number(state.get()?.position),
    apply: async (position, chunk, plan = NOTHING_COUNTED) => {
      const written = writer.write(position, chunk, plan);
      return { newest: Number(newest.get()?.seq ?? 0), ...written };
    },
    events: async (after, limit, { type = null, event = null, userId = null } = {}) =>
      events.all({ after, limit, type, event, userId }).map(toStoredEvent),
    applied: async (after, limit) =>
      applied.all(after, limit).map((row) => ({
        seq: Number(row.seq),
        writeKey: String(row.write_key),
        position: Number(row.position),
        event: JSON.parse(String(row.event)) as ReceivedEvent,
      })),
    known: async (writeKey, messageIds) =>
      known.all({ writeKey, ids: JSON.stringify(messageIds) }).map(({ id }) => String(id)),
    deadLetters: async (after, limit, among) =>
      deadLetters.all({ after, limit, state: among ?? null }).map(toDeadLetter),
    deadLetter: async (id) => {
      const row = deadLetter.get(id);
      return row && toDeadLetter(row);
    },
    counts: async () => toCounts(state.get() ?? {}),
    prune: async (before, limit) => prune(before, limit),
    close: async () => db.close(),
  };
};
