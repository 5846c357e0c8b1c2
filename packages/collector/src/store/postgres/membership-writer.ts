import type { NewMembershipChange } from '../../facts/membership-changes.port.js';
import { subjectsOf } from '../../facts/subject.js';
import type { Position } from '../../log/event-log.port.js';
import type { Statements } from '../../postgres/database.js';
import { toKey, toText } from '../../postgres/text.js';
import { createChangedSubjects } from './changed-subjects.js';

const ENTER = `INSERT INTO memberships (account, person, kind, name_key, name) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT DO NOTHING RETURNING kind`;
const LEAVE =
  'DELETE FROM memberships WHERE account = $1 AND person = $2 AND kind = $3 AND name_key = $4 RETURNING kind';
const NOTE = `INSERT INTO membership_changes
  (seq, person, account_id, person_id, kind, name, change, cause, at, figures) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;
// It may have been judged on facts of before this was written down.
const ASK = 'UPDATE standings SET due = 0, mark = mark + 1 WHERE account = $1 AND person = $2';

/** Writes down who came into what and who went out of it. Gives the keys of subjects; none when it is so already. */
export const writeMembership = async (
  statements: Statements,
  position: Position,
  { viewer, kind, name, change, cause, at, figures }: NewMembershipChange,
): Promise<string[]> => {
  const { user = '', account = '' } = viewer;
  const place = [toKey(account), toKey(user)];
  const thing = [...place, kind, toKey(name)];
  const rows =
    change === 'entered'
      ? await statements.query(ENTER, [...thing, toText(name)])
      : await statements.query(LEAVE, thing);
  await statements.query(ASK, place);
  // Of whom it is a fact: the person, or the account as a whole.
  const [subject] = subjectsOf(viewer);
  if (rows.length === 0 || !subject) return [];
  await statements.query(NOTE, [
    ...[position, toKey(user), toText(account), toText(user), kind, toText(name)],
    ...[change, cause, at, JSON.stringify(figures)],
  ]);
  const changed = createChangedSubjects();
  changed.note(subject, position);
  return changed.write(statements);
};
