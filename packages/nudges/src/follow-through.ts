import type { ActiveNudge, NudgeLink } from '@tendril/core';
import { bucket, type Decision, isShowing } from '@tendril/rules';
import { activeOf } from './active-of.js';
import type { LedgerKeeper } from './ledger-keeper.js';
import type { Rules } from './load-rules.js';
import type { ShownBoard } from './showing/board.js';
import type { Tell } from './showing/tell.js';
import type { PickSuppressed } from './suppressions.js';

/** The share of sessions that tell what was suppressed. */
const SUPPRESSED_RATE = 0.1;

interface Parts {
  link: NudgeLink;
  ledger: LedgerKeeper;
  tell: Tell;
}

/** Tells what was decided: what began to show, or would have, and in some sessions what did not. */
export function createFollowThrough({ link, ledger, tell }: Parts) {
  let session = '';
  let pickSuppressed: PickSuppressed | undefined;

  /** In some sessions it is told what did not show. */
  function follow(): void {
    if (session === link.session()) return;
    session = link.session();
    pickSuppressed = undefined;
    if (bucket('suppressed', session) >= SUPPRESSED_RATE) return;
    import('./suppressions.js').then(
      ({ createSuppressions }) => {
        pickSuppressed = createSuppressions();
      },
      // The next session tries again.
      () => {},
    );
  }

  /** Counts the start of a showing, a control group's too: at the point where it would show, for every arm alike. */
  function assign(active: ActiveNudge, shown: boolean): void {
    const { nudge, episode, preview } = active;
    if (preview || isShowing(ledger.current() ?? {}, nudge.id, link.session(), episode)) return;
    tell('nudge.assigned', active, { shown });
  }

  return (decisions: readonly Decision[], { shown, ghosts }: ShownBoard, rules: Rules): void => {
    for (const active of shown) assign(active, true);
    for (const active of ghosts) assign(active, false);
    follow();
    for (const decision of pickSuppressed?.(decisions) ?? []) {
      const nudge = rules.nudges.get(decision.nudge);
      const { reason } = decision;
      if (nudge) tell('nudge.suppressed', activeOf(link, decision, nudge), { reason, rate: SUPPRESSED_RATE });
    }
  };
}
