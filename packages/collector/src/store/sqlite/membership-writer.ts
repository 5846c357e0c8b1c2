import type { DatabaseSync } from 'node:sqlite';
import type { NewMembershipChange } from '../../facts/membership-changes.port.js';
import { type Subject, subjectsOf, type Viewer } from '../../facts/subject.js';
import type { Position } from '../../log/event-log.port.js';
import { createVersionWriter } from './version-writer.js';

/** Writes down who came into what and who went out of it. */
export interface MembershipWriter {
  /** Within a transaction. Gives the keys of subjects that are to be told; none when it is so already. */
  write(position: Position, change: NewMembershipChange): string[];
}

/** Of whom it is a fact: the person, or the account as a whole. */
const subjectOf = (viewer: Viewer): Subject | undefined => subjectsOf(viewer)[0];

/** Prepares the statements. Needs the tables. */
export const createMembershipWriter = (db: DatabaseSync): MembershipWriter => {
  const enter = db.prepare('INSERT OR IGNORE INTO memberships VALUES (?, ?, ?, ?)');
  const leave = db.prepare(
    'DELETE FROM memberships WHERE account = ? AND user = ? AND kind = ? AND name = ?',
  );
  const note = db.prepare('INSERT INTO membership_changes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  // It may have been judged on facts of before this was written down.
  const ask = db.prepare('UPDATE standings SET due = 0, mark = mark + 1 WHERE account = ? AND user = ?');
  const setVersion = createVersionWriter(db);

  return {
    write: (position, { viewer, kind, name, change, cause, at, figures }) => {
      const { user = '', account = '' } = viewer;
      const statement = change === 'entered' ? enter : leave;
      const isNew = statement.run(account, user, kind, name).changes === 1;
      ask.run(account, user);
      const subject = subjectOf(viewer);
      if (!isNew || !subject) return [];
      note.run(position, account, user, kind, name, change, cause, at, JSON.stringify(figures));
      return [setVersion(subject, position)];
    },
  };
};
