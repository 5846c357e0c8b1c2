import { type Subject, subjectKey } from '../facts/subject.js';
import type { Position } from '../log/event-log.port.js';
import type { TallyChange } from './tally-changes.js';

/** Somebody of whom more is counted than before, up to this position of the log. */
interface CountedSubject {
  subject: Subject;
  position: Position;
}

/**
 * Of whom these changes are, each once, however many counters and events: their pages are told that there is more to
 * know. A visitor has no pages that ask.
 */
export const subjectsCounted = (changes: readonly TallyChange[]): CountedSubject[] => {
  const found = new Map<string, CountedSubject>();
  for (const { owner, position } of changes) {
    const { kind, id } = owner;
    if (kind === 'visitor') continue;
    const subject: Subject = { kind, id };
    const key = subjectKey(subject);
    found.set(key, { subject, position: Math.max(position, found.get(key)?.position ?? 0) });
  }
  return [...found.values()];
};
