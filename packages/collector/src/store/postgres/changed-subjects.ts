import { type Subject, subjectKey } from '../../facts/subject.js';
import type { Position } from '../../log/event-log.port.js';
import type { Statements } from '../../postgres/database.js';
import { toKey } from '../../postgres/text.js';
import { columns } from './columns.js';

/** Whose facts a chunk changed, and at which position last. */
export interface ChangedSubjects {
  note(subject: Subject, position: Position): void;
  /** Writes the positions, and gives the keys of the subjects. */
  write(statements: Statements): Promise<string[]>;
}

export const createChangedSubjects = (): ChangedSubjects => {
  const changed = new Map<string, { subject: Subject; position: Position }>();
  return {
    note: (subject, position) => {
      const known = changed.get(subjectKey(subject))?.position ?? 0;
      changed.set(subjectKey(subject), { subject, position: Math.max(known, position) });
    },
    write: async (statements) => {
      if (changed.size === 0) return [];
      await statements.query(
        `INSERT INTO versions (kind, subject, position)
          SELECT kind, subject, max(position) FROM unnest($1::text[], $2::text[], $3::bigint[])
            AS fresh (kind, subject, position) GROUP BY kind, subject
          ON CONFLICT (kind, subject) DO UPDATE SET position = excluded.position
            WHERE excluded.position > versions.position`,
        columns(
          [...changed.values()],
          ({ subject }) => subject.kind,
          ({ subject }) => toKey(subject.id),
          ({ position }) => position,
        ),
      );
      return [...changed.keys()];
    },
  };
};
