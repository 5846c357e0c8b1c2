import type { DatabaseSync } from 'node:sqlite';
import type { Position } from '../log/event-log.port.js';
import type { AcceptedEvent, Chunk, DeadLetter } from './store.port.js';

/** Writes chunks into the read model. */
export interface ChunkWriter {
  /** One transaction. Does nothing when `position` was applied before. */
  write(position: Position, chunk: Chunk): void;
}

const rollBack = (db: DatabaseSync): void => {
  try {
    db.exec('ROLLBACK');
  } catch {
    // SQLite has rolled back by itself already, as it does on a full disk.
  }
};

/** Prepares the statements. Needs the tables. */
export const createChunkWriter = (db: DatabaseSync): ChunkWriter => {
  const position = db.prepare('SELECT position FROM state');
  const insertEvent = db.prepare(`INSERT OR IGNORE INTO events
    (write_key, message_id, type, name, user_id, received_at, event) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const insertDeadLetter = db.prepare(`INSERT OR IGNORE INTO dead_letters
    (write_key, message_id, i, reason, received_at, event) VALUES (?, ?, ?, ?, ?, ?)`);
  const advance = db.prepare(`UPDATE state SET position = ?, received = received + ?, stored = stored + ?,
    duplicates = duplicates + ?, dead_letters = dead_letters + ?`);

  const addEvent = ({ writeKey, event }: AcceptedEvent): boolean =>
    insertEvent.run(
      writeKey,
      event.messageId,
      event.type,
      event.event ?? null,
      event.userId ?? null,
      event.receivedAt,
      JSON.stringify(event),
    ).changes === 1;
  const addDeadLetter = (letter: DeadLetter): boolean =>
    insertDeadLetter.run(
      letter.writeKey,
      letter.messageId ?? null,
      letter.i,
      letter.reason,
      letter.receivedAt,
      JSON.stringify(letter.event ?? null),
    ).changes === 1;

  const writeAll = (upTo: Position, { events, deadLetters }: Chunk): void => {
    const stored = events.filter(addEvent).length;
    const dead = deadLetters.filter(addDeadLetter).length;
    const received = events.length + deadLetters.length;
    advance.run(upTo, received, stored, received - stored - dead, dead);
  };

  return {
    write: (upTo, chunk) => {
      db.exec('BEGIN IMMEDIATE');
      try {
        if (Number(position.get()?.position) < upTo) writeAll(upTo, chunk);
        db.exec('COMMIT');
      } catch (error) {
        rollBack(db);
        throw error;
      }
    },
  };
};
