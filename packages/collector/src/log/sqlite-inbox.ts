import { DatabaseSync } from 'node:sqlite';
import type { EventLog, LogEntry, LogRecord } from './event-log.port.js';
import { startInboxWriter } from './inbox-writer.js';

const toEntry = (row: Record<string, unknown>): LogEntry => ({
  position: Number(row.position),
  record: {
    ...(JSON.parse(String(row.meta)) as Omit<LogRecord, 'body'>),
    body: row.body as Uint8Array,
  },
});

/**
 * The embedded log: SQLite in WAL mode, a row per request. A thread of its own writes, so that waiting for the disk
 * never stops the server; this thread reads. WAL lets both go on at once.
 */
export const openSqliteInbox = async (file: string): Promise<EventLog> => {
  const listeners = new Set<() => void>();
  const writer = await startInboxWriter(file, () => {
    for (const listener of listeners) listener();
  });
  const db = new DatabaseSync(file, { readOnly: true });
  const select = db.prepare(
    'SELECT position, meta, body FROM inbox WHERE position > ? ORDER BY position LIMIT ?',
  );

  return {
    append: ({ body, ...meta }) => writer.append(JSON.stringify(meta), body),
    read: async (from, limit) => select.all(from, limit).map(toEntry),
    lag: async (position) => writer.end() - position,
    replaceBody: (position, body, forgetSender) => writer.replaceBody(position, body, forgetSender),
    trim: (position) => writer.trim(position),
    trouble: () => writer.trouble(),
    onAppend: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      // The writer last: it empties the WAL, which a reader can not.
      db.close();
      await writer.close();
    },
  };
};
