import type { Explanation } from '@tendril/core';
import type { Decision } from '@tendril/rules';
import type { BECAUSE } from './because.js';

export type Because = typeof BECAUSE;

/** A decision as `tendril.explain()` gives it. Without the sentences, its summary names the reason. */
export function explainDecision({ nudge, show, reason, gates }: Decision, because?: Because): Explanation {
  const why = because && reason !== 'shown' ? `, because ${because[reason]}` : `: ${reason}`;
  const summary = show ? 'It shows.' : `It does not show${why}.`;
  return { nudge, shown: show, reason, summary, gates };
}

/** For an id that the ruleset does not hold, or holds in a defective state. */
export const explainAbsence = (nudge: string, fault: string | undefined): Explanation => ({
  nudge,
  shown: false,
  reason: fault ? 'invalid' : 'unknown',
  summary: fault
    ? `It does not show, because the rule is defective: ${fault}`
    : `The ruleset has no nudge ${nudge}.`,
  gates: [],
});
