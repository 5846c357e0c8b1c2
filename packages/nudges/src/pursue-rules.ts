import type { NudgeLink } from '@tendril/core';
import type { LedgerKeeper } from './ledger-keeper.js';
import type { Rules } from './load-rules.js';
import type { Tell } from './showing/tell.js';
import type { Unlocks } from './unlock/unlocks.js';

interface Parts {
  link: NudgeLink;
  root: Element;
  ledger: LedgerKeeper;
  /** Takes a nudge off the page; false where it is not there. */
  close: (nudge: string) => boolean;
  tell: Tell;
  onChange: () => void;
}

export interface Pursuit {
  /** Undefined where no rule unlocks anything. */
  readonly unlocks: Unlocks | undefined;
  stop(): void;
}

/** Starts what looks beyond the next decision, where these rules need it: goals, and entitlements that are paid for. */
export function pursueRules(rules: Rules, { link, root, ledger, close, tell, onChange }: Parts): Pursuit {
  const { ruleset, regex, goals, unlocking } = rules;
  const unlocks = unlocking?.createUnlocks({ link, nudges: ruleset.nudges, root, close, onChange });
  const endGoals = goals?.watchGoals(link, ruleset, regex, ledger, tell);
  return {
    unlocks,
    stop() {
      rules.past.stop();
      unlocks?.stop();
      endGoals?.();
    },
  };
}
