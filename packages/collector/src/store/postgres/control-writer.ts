import { subjectKey } from '../../facts/subject.js';
import type { Position } from '../../log/event-log.port.js';
import type { Statements } from '../../postgres/database.js';
import { toText } from '../../postgres/text.js';
import type { Control } from '../control.js';
import { forgetPerson } from './forget-person.js';
import { writeMembership } from './membership-writer.js';
import { writeNotice } from './notice-writer.js';
import type { StoreState } from './store-state.js';

/** Carries out what the operator's side says. Gives the keys of subjects that are to be told. */
export const writeControl = async (
  statements: Statements,
  state: StoreState,
  position: Position,
  control: Control,
): Promise<string[]> => {
  if (control.do === 'settle') {
    await statements.query('UPDATE dead_letters SET state = $1 WHERE id = $2', [
      control.as,
      toText(control.id),
    ]);
  }
  if (control.do === 'forget') {
    await forgetPerson(statements, control.person);
    await statements.query('INSERT INTO erasures (position, person) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      position,
      JSON.stringify(control.person),
    ]);
  }
  if (control.do === 'membership') return writeMembership(statements, position, control);
  if (control.do !== 'trigger') return [];
  const { subject, name, data: more, at } = control;
  const data = { name, ...(more !== undefined && { data: more }) };
  await writeNotice(statements, state, subject, { type: 'trigger', data, at });
  return [subjectKey(subject)];
};
