import { DatabaseSync } from 'node:sqlite';
import { createChunkWriter } from './chunk-writer.js';
import type { ReceivedEvent, Store, StoreCounts, StoredDeadLetter, StoredEvent } from './store.port.js';
import { STORE_SCHEMA } from './store-schema.js';

type Row = Record<string, unknown>;

const toStoredEvent = (row: Row): StoredEvent => ({
  seq: Number(row.seq),
  receivedAt: String(row.received_at),
  event: JSON.parse(String(row.event)) as ReceivedEvent,
});

const toDeadLetter = (row: Row): StoredDeadLetter => ({
  seq: Number(row.seq),
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
  const db = new DatabaseSync(file);
  // NORMAL: a power cut may take the newest transactions, whole. The log has them, and they are applied again.
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; ${STORE_SCHEMA}`);
  const writer = createChunkWriter(db);
  const state = db.prepare('SELECT * FROM state');
  const newest = db.prepare('SELECT max(seq) AS seq FROM events');
  // A filter that is not given is NULL and lets everything pass.
  const events = db.prepare(`SELECT seq, received_at, event FROM events WHERE seq > :after
    AND (:type IS NULL OR type = :type) AND (:event IS NULL OR name = :event)
    AND (:userId IS NULL OR user_id = :userId) ORDER BY seq LIMIT :limit`);
  const deadLetters = db.prepare('SELECT * FROM dead_letters WHERE seq > ? ORDER BY seq LIMIT ?');

  return {
    position: async () => Number(state.get()?.position),
    apply: async (position, chunk) => {
      writer.write(position, chunk);
      return Number(newest.get()?.seq ?? 0);
    },
    events: async (after, limit, { type = null, event = null, userId = null } = {}) =>
      events.all({ after, limit, type, event, userId }).map(toStoredEvent),
    deadLetters: async (after, limit) => deadLetters.all(after, limit).map(toDeadLetter),
    counts: async () => toCounts(state.get() ?? {}),
    close: async () => db.close(),
  };
};
