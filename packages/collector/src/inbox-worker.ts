/**
 * The inbox's writer thread: group commit of appends into SQLite.
 *
 * This file is an entry, like index.ts and main.ts, and so beside them: a build makes `dist/inbox-worker.js` of it.
 * From sources Node runs it as it is and strips the types. Node does not map `./x.js` to `./x.ts`, so that nothing
 * but `node:` modules and types, which vanish, may be imported here.
 */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { AppendGroup, FromWriter, ToWriter, WrittenGroup } from './log/inbox-messages.js';

type Change = Extract<ToWriter, { do: 'replace' | 'trim' }>;

const port = parentPort;
if (!port) throw new Error('inbox-worker runs as a worker thread only');
const say = (message: FromWriter): void => port.postMessage(message);

const db = new DatabaseSync((workerData as { file: string }).file);
// FULL: each commit is flushed to the disk before it returns. That flush is what "durable" means here.
// secure_delete: what is deleted of a person must not be readable in the free pages of the file.
db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
// AUTOINCREMENT: a position is never used twice, also after old records were deleted.
db.exec(`CREATE TABLE IF NOT EXISTS inbox (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  meta TEXT NOT NULL,
  body BLOB NOT NULL
) STRICT`);
const insert = db.prepare('INSERT INTO inbox (meta, body) VALUES (?, ?)');
const replace = db.prepare('UPDATE inbox SET body = ? WHERE position = ?');
const forgetSender = db.prepare(
  "UPDATE inbox SET meta = json_remove(meta, '$.ip', '$.userAgent') WHERE position = ?",
);
const trim = db.prepare('DELETE FROM inbox WHERE position <= ?');

const rollBack = (): void => {
  try {
    db.exec('ROLLBACK');
  } catch {
    // SQLite has rolled back by itself already, as it does on a full disk.
  }
};

const fail = (tickets: number[], error: unknown): void =>
  say({ did: 'fail', tickets, message: error instanceof Error ? error.message : String(error) });

const insertRecord = (meta: string, body: Uint8Array): number =>
  Number(insert.run(meta, body).lastInsertRowid);

/** Nobody else writes here: within a transaction positions follow one another. */
const insertGroup = ({ ticket, metas, ends, bytes }: AppendGroup): WrittenGroup => {
  let position = 0;
  let begin = 0;
  for (const [i, meta] of metas.entries()) {
    const end = ends[i] ?? begin;
    position = insertRecord(meta, bytes.subarray(begin, end));
    begin = end;
  }
  return { ticket, position: position - metas.length + 1, count: metas.length };
};

/** Writes all that waits in one transaction: one flush of the disk for many requests. */
const commit = (groups: AppendGroup[]): void => {
  try {
    db.exec('BEGIN IMMEDIATE');
    const written = groups.map(insertGroup);
    db.exec('COMMIT');
    say({ did: 'write', written });
  } catch (error) {
    rollBack();
    const tickets = groups.flatMap(({ ticket, metas }) => metas.map((_, i) => ticket + i));
    fail(tickets, error);
  }
};

/** The WAL keeps what was overwritten until it is emptied. */
const emptyWal = (): void => {
  try {
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // The disk is full, or somebody reads: closing empties it too.
  }
};
const REST_MS = 1000;
let resting: NodeJS.Timeout | undefined;

/** Between the groups of appends, in a transaction of its own. */
const change = (message: Change): void => {
  try {
    db.exec('BEGIN IMMEDIATE');
    if (message.do === 'trim') trim.run(message.position);
    else {
      replace.run(message.body, message.position);
      if (message.forgetSender) forgetSender.run(message.position);
    }
    db.exec('COMMIT');
    say({ did: 'change', ticket: message.ticket });
    // Once for many changes in a row.
    clearTimeout(resting);
    resting = setTimeout(emptyWal, REST_MS);
  } catch (error) {
    rollBack();
    fail([message.ticket], error);
  }
};

let waiting: AppendGroup[] = [];
const commitWaiting = (): void => {
  const groups = waiting;
  waiting = [];
  if (groups.length > 0) commit(groups);
};

port.on('message', (message: ToWriter) => {
  if (message.do === 'append') {
    // Messages that piled up during a commit are all delivered before setImmediate fires: they make one transaction.
    if (waiting.push(message.group) === 1) setImmediate(commitWaiting);
    return;
  }
  commitWaiting();
  if (message.do !== 'close') return change(message);
  clearTimeout(resting);
  db.close();
  say({ did: 'close' });
  port.close();
});

const last = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'inbox'").get();
say({ did: 'open', end: Number(last?.seq ?? 0) });
