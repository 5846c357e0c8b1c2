import type { DatabaseSync } from 'node:sqlite';
import { subjectKey } from '../../facts/subject.js';
import type { Position } from '../../log/event-log.port.js';
import type { Control } from '../control.js';
import { createForgetter } from './forget-person.js';
import { createMembershipWriter } from './membership-writer.js';
import { createNoticeWriter } from './notice-writer.js';

/** Carries out what the operator's side says. */
export interface ControlWriter {
  /** Within a transaction. Gives the keys of subjects that are to be told. */
  write(position: Position, control: Control): string[];
}

/** Prepares the statements. Needs the tables. */
export const createControlWriter = (db: DatabaseSync): ControlWriter => {
  const settle = db.prepare('UPDATE dead_letters SET state = ? WHERE id = ?');
  const askErasure = db.prepare('INSERT OR IGNORE INTO erasures (position, person) VALUES (?, ?)');
  const forget = createForgetter(db);
  const memberships = createMembershipWriter(db);
  const notices = createNoticeWriter(db);

  return {
    write: (position, control) => {
      if (control.do === 'settle') settle.run(control.as, control.id);
      if (control.do === 'forget') {
        forget(control.person);
        askErasure.run(position, JSON.stringify(control.person));
      }
      if (control.do === 'membership') return memberships.write(position, control);
      if (control.do !== 'trigger') return [];
      const { subject, name, data, at } = control;
      notices.write(subject, 'trigger', { name, ...(data !== undefined && { data }) }, at);
      return [subjectKey(subject)];
    },
  };
};
