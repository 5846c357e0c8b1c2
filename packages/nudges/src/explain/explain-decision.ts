import type { Explanation } from '@tendril/core';
import type { Decision } from '@tendril/rules';
import { sayAbsence, sayReason } from './because.js';

/** A decision as `tendril.explain()` gives it. */
export const explainDecision = ({ nudge, show, reason, gates }: Decision): Explanation => ({
  nudge,
  shown: show,
  reason,
  summary: show ? 'It shows.' : sayReason(reason),
  gates,
});

/** For an id that the ruleset does not hold, or holds in a defective state. */
export const explainAbsence = (nudge: string, fault: string | undefined): Explanation => ({
  nudge,
  shown: false,
  reason: fault ? 'invalid' : 'unknown',
  summary: sayAbsence(nudge, fault),
  gates: [],
});
