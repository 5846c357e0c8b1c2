import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { claimDirectory } from '../claim-directory.js';
import { filesIn } from '../open-storage.js';
import { freeBytesOf, MEGABYTE } from '../pressure/disk-floor.js';
import { messageOf, SetupError } from '../problem.js';
import { bad, type Finding, good } from './examine.js';

const LOW_MEGABYTES = 1024;

const examineDisk = async (data: string): Promise<Finding> => {
  const free = Math.floor((await freeBytesOf(data)) / MEGABYTE);
  if (free >= LOW_MEGABYTES) return good('disk', `${free} MB are free`);
  return bad('disk', `only ${free} MB are free`, 'Free space, or keep less: tendril serve --keep-log 30');
};

/** SQLite looks through the whole file. */
const examineDatabase = (what: string, file: string, cure: string): Finding => {
  if (!existsSync(file)) return good(what, 'is not there yet');
  try {
    const db = new DatabaseSync(file, { readOnly: true });
    const result = String(db.prepare('PRAGMA quick_check(1)').get()?.quick_check);
    db.close();
    return result === 'ok' ? good(what, 'is whole') : bad(what, result, cure);
  } catch (error) {
    return bad(what, messageOf(error), cure);
  }
};

const numberOf = (file: string, sql: string): number => {
  const db = new DatabaseSync(file, { readOnly: true });
  const row = db.prepare(sql).get();
  db.close();
  return Number(row?.n ?? 0);
};

/** As a collector would find it at its start: a log that is gone ends at 0. */
const examinePlaces = (inbox: string, store: string): Finding[] => {
  if (!existsSync(store)) return [];
  try {
    const end = existsSync(inbox)
      ? numberOf(inbox, "SELECT seq AS n FROM sqlite_sequence WHERE name = 'inbox'")
      : 0;
    const position = numberOf(store, 'SELECT position AS n FROM state');
    const detail = `the log ends at ${end}, the read model is at ${position}`;
    if (position <= end) return [good('read model', detail)];
    const cure = 'Bring back the log, name it (--log), or build the read model again: tendril replay';
    return [bad('read model', detail, cure)];
  } catch (error) {
    return [bad('read model', messageOf(error), 'Build the read model again: tendril replay')];
  }
};

/**
 * Looks at a data directory. Files are looked into when no collector uses them. `hasLog`: the log is there, and not on
 * servers.
 */
export const examineData = async (data: string, hasLog: boolean): Promise<Finding[]> => {
  if (!existsSync(data)) return [good('data', `${data} is made at the first start`)];
  const found = [await examineDisk(data)];
  let release: () => void;
  try {
    release = claimDirectory(data);
  } catch (error) {
    const isInUse = error instanceof SetupError && error.issue.code === 'duplicate';
    const other = isInUse
      ? good('data', `a collector uses ${data}; its files are not looked into`)
      : bad('data', messageOf(error), 'Name a directory that the collector may write to: --data DIR');
    return [...found, other];
  }
  const { inbox, store, control, outbox } = filesIn(data);
  try {
    return [
      ...found,
      examineDatabase('log', inbox, 'Bring it back from a copy.'),
      examineDatabase('store', store, 'Build it again from the log: tendril replay'),
      examineDatabase('keys and rules', control, 'Bring control.db back from a copy.'),
      examineDatabase(
        'outbox',
        outbox,
        'Bring it back from a copy, or remove it: forwarders begin anew then.',
      ),
      ...(hasLog ? examinePlaces(inbox, store) : []),
    ];
  } finally {
    release();
  }
};
