import type { Explanation } from '@tendril/core';
import type { Decision } from '@tendril/rules';

/** The sentences: a chunk of their own. */
export type Because = typeof import('./because.js');

const bare = (reason: string): string => `It does not show: ${reason}.`;

/** A decision as `tendril.explain()` gives it. Without the sentences, its summary names the reason. */
export function explainDecision({ nudge, show, reason, gates }: Decision, because?: Because): Explanation {
  const summary = show ? 'It shows.' : (because?.sayReason(reason) ?? bare(reason));
  return { nudge, shown: show, reason, summary, gates };
}

/** For an id that the ruleset does not hold, or holds in a defective state. */
export function explainAbsence(nudge: string, fault: string | undefined, because?: Because): Explanation {
  const reason = fault ? 'invalid' : 'unknown';
  const summary = because?.sayAbsence(nudge, fault) ?? bare(reason);
  return { nudge, shown: false, reason, summary, gates: [] };
}
