import type { DatabaseSync } from 'node:sqlite';
import type { JsonObject } from '@tendril/protocol';
import type { Notice } from '../../facts/facts-reader.port.js';
import type { Subject } from '../../facts/subject.js';

/** Keeps what pages of a subject are to be told. */
export interface NoticeWriter {
  /** `at` is ISO 8601. */
  write(subject: Subject, type: Notice['type'], data: JsonObject, at: string): void;
}

/** Prepares the statement. Needs the tables. */
export const createNoticeWriter = (db: DatabaseSync): NoticeWriter => {
  const insert = db.prepare('INSERT INTO notices (kind, subject, type, data, at) VALUES (?, ?, ?, ?, ?)');
  return {
    write: ({ kind, id }, type, data, at) => void insert.run(kind, id, type, JSON.stringify(data), at),
  };
};
