import type { DatabaseSync } from 'node:sqlite';
import { entitlementNotices } from '../../facts/entitlement-notices.js';
import type { ActivityChange, FactChanges, TraitChange, UsageChange } from '../../facts/fact-changes.js';
import { dayOf } from '../../facts/fact-changes.js';
import { isLongAgo } from '../../facts/is-long-ago.js';
import type { Subject } from '../../facts/subject.js';
import type { Position } from '../../log/event-log.port.js';
import { createNoticeWriter } from './notice-writer.js';
import { createVersionWriter } from './version-writer.js';

/** Merges what events say into the facts. */
export interface FactsWriter {
  /** Within a transaction. Gives the keys of subjects whose facts are others than before. */
  write(changes: FactChanges): string[];
  /** Remembers nothing of what it wrote: after a transaction that failed, and when facts were removed. */
  reset(): void;
}

/** People do the same again and again: what was written once today needs no statement. */
const REMEMBERED = 50_000;

/** Prepares the statements. Needs the tables. */
export const createFactsWriter = (db: DatabaseSync): FactsWriter => {
  const trait = db.prepare('SELECT value, at FROM traits WHERE kind = ? AND subject = ? AND name = ?');
  const setTrait = db.prepare('INSERT OR REPLACE INTO traits VALUES (?, ?, ?, ?, ?)');
  const setUsage = db.prepare(`INSERT INTO usage VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET used = excluded.used, most = excluded.most, at = excluded.at
    WHERE excluded.at >= at`);
  const addDay = db.prepare('INSERT OR IGNORE INTO activity VALUES (?, ?, ?)');
  const feature = db.prepare('SELECT last_day FROM features WHERE account = ? AND user = ? AND name = ?');
  const setFeature = db.prepare('INSERT OR REPLACE INTO features VALUES (?, ?, ?, ?)');
  const addName = db.prepare('INSERT OR IGNORE INTO names VALUES (?, ?)');
  const addAlias = db.prepare('INSERT OR IGNORE INTO aliases VALUES (?, ?)');
  const setVersion = createVersionWriter(db);
  const notices = createNoticeWriter(db);

  const writeTrait = ({ subject, name, value, at, overrules }: TraitChange): boolean => {
    const known = trait.get(subject.kind, subject.id, name);
    if (known && !overrules && String(known.at) > at) return false;
    const text = JSON.stringify(value);
    setTrait.run(subject.kind, subject.id, name, text, at);
    if (known?.value === text) return false;
    for (const notice of entitlementNotices(subject, name, known && JSON.parse(String(known.value)), value)) {
      notices.write(subject, 'entitlement', { ...notice }, at);
    }
    return true;
  };
  const writeUsage = ({ subject: { kind, id }, meter, used, limit, at }: UsageChange): boolean =>
    setUsage.run(kind, id, meter, dayOf(at), used, limit ?? null, at).changes === 1;
  const writeFeature = (account: string, user: string, name: string, day: string): boolean => {
    const known = feature.get(account, user, name);
    const lastDay = String(known?.last_day ?? '');
    if (lastDay < day) setFeature.run(account, user, name, day);
    // Another day of a feature that counts already changes no count.
    return isLongAgo(lastDay, day);
  };
  const written = new Set<string>();
  const isWritten = ({ account, user, day, name }: ActivityChange): boolean => {
    const key = JSON.stringify([account, user, day, name]);
    if (written.has(key)) return true;
    if (written.size >= REMEMBERED) written.clear();
    written.add(key);
    return false;
  };
  const writeActivity = (change: ActivityChange): boolean => {
    if (isWritten(change)) return false;
    const { account, user, day, name } = change;
    const isNewDay = addDay.run(account, user, day).changes === 1;
    return (name !== undefined && writeFeature(account, user, name, day)) || isNewDay;
  };

  return {
    reset: () => written.clear(),
    write: ({ traits, usage, activity, names }) => {
      const changed = new Set<string>();
      const note = (subject: Subject, position: Position): void =>
        void changed.add(setVersion(subject, position));
      for (const change of traits) if (writeTrait(change)) note(change.subject, change.position);
      for (const change of usage) if (writeUsage(change)) note(change.subject, change.position);
      for (const change of activity) {
        if (!writeActivity(change)) continue;
        note({ kind: 'user', id: change.user }, change.position);
        if (change.account !== '') note({ kind: 'account', id: change.account }, change.position);
      }
      for (const { user, other, isProven } of names) {
        addName.run(user, other);
        if (isProven) addAlias.run(user, other);
      }
      return [...changed];
    },
  };
};
