import type { Explanation, NudgeLink } from '@tendril/core';
import type { Decision } from '@tendril/rules';
import { createDebugging, type Debugging } from '../debug/debugging.js';
import type { Rules } from '../load-rules.js';
import { explainAbsence, explainDecision } from './explain-decision.js';

interface Parts {
  link: NudgeLink;
  /** The page's root element. */
  root: Element;
  rules: () => Rules | undefined;
  /** Decides as ever, and asks for nothing. */
  judge: () => Decision[];
  /** Something is tried out, or no more. */
  onChange: () => void;
  /** The panel could not be loaded. */
  onMissing: (error: unknown) => void;
}

/** Answers `tendril.explain()` and `tendril.debug()`: what no page waits for. */
export function startExplaining({ link, root, rules, judge, onChange, onMissing }: Parts): Debugging {
  function explain(nudge?: string): Explanation[] {
    const found = judge().map(explainDecision);
    if (nudge === undefined) return found;
    const one = found.find((explanation) => explanation.nudge === nudge);
    const at = rules()?.ruleset.nudges.findIndex(({ id }) => id === nudge) ?? -1;
    const fault = rules()?.engine.faults.find(({ path }) => path.startsWith(`nudges[${at}]`));
    return [one ?? explainAbsence(nudge, fault && `${fault.path}: ${fault.code} ${fault.detail}`)];
  }

  const debugging = createDebugging({ link, root, explain, rules }, onChange, onMissing);
  link.explainWith(explain, debugging.open);
  return debugging;
}
