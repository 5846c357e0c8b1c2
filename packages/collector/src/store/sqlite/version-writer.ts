import type { DatabaseSync } from 'node:sqlite';
import { type Subject, subjectKey } from '../../facts/subject.js';
import type { Position } from '../../log/event-log.port.js';

/**
 * Notes, within a transaction, that what is known of a subject is other than before: its version goes up to this position
 * of the log. Gives the key of the subject.
 */
export type VersionWriter = (subject: Subject, position: Position) => string;

/** Prepares the statement. Needs the tables. */
export const createVersionWriter = (db: DatabaseSync): VersionWriter => {
  const put = db.prepare(`INSERT INTO versions VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET position = excluded.position WHERE excluded.position > position`);
  return (subject, position) => {
    put.run(subject.kind, subject.id, position);
    return subjectKey(subject);
  };
};
