import type { Candidate } from './decision.js';

const priority = ({ nudge, stage }: Candidate): number => stage?.priority ?? nudge.priority ?? 50;
/** A named place is more specific than one that floats: corner, top, bottom, center. */
const isNamed = ({ nudge }: Candidate): number => +['slot', 'anchor'].includes(nudge.where?.surface);
const start = ({ nudge }: Candidate): number => {
  const text: unknown = nudge.schedule?.start;
  return (typeof text === 'string' && Date.parse(text)) || 0;
};

/** Total order: priority, the more specific surface, the older start, the id. Never the order of the document. */
export const byRank = (a: Candidate, b: Candidate): number =>
  priority(b) - priority(a) ||
  isNamed(b) - isNamed(a) ||
  start(a) - start(b) ||
  (a.nudge.id < b.nudge.id ? -1 : 1);
