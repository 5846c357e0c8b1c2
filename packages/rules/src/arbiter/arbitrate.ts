import type { Ledger } from '@tendril/protocol';
import type { ArbiterContext } from './arbiter-context.js';
import { assignArm } from './assign-arm.js';
import type { Candidate, Decision, GateResult } from './decision.js';
import { askGates, isPassable } from './gates.js';
import { isShowing, recordInLedger } from './ledger.js';
import { byRank } from './rank.js';
import { surfaceOf } from './surface-key.js';

function decide(
  { nudge, stage, episode }: Candidate,
  gates: GateResult[],
  context: ArbiterContext,
): Decision {
  const failed = gates.filter(({ pass }) => !pass);
  const arm = assignArm(nudge.test, context.ids);
  return {
    nudge: nudge.id,
    rev: nudge.rev,
    show: !failed.length,
    reason: failed[0]?.gate ?? 'shown',
    gates,
    stage: stage?.id ?? '',
    episode,
    surface: surfaceOf(nudge, context),
    ...(arm && { arm: arm.id }),
    ghost: failed.length === 1 && failed[0]?.gate === 'holdout',
  };
}

/** For a nudge that the arbiter can not read: the collector checks documents, but the host may pass its own. */
const invalid = ({ nudge: { id, rev }, episode }: Candidate): Decision => ({
  nudge: id,
  rev,
  show: false,
  reason: 'invalid',
  gates: [{ gate: 'invalid', pass: false }],
  stage: '',
  episode,
  surface: '',
  ghost: false,
});

/** A showing that starts now counts against the caps of those that come after it on other surfaces. */
function withStart(
  ledger: Ledger,
  { nudge, episode }: Decision,
  { session, now: at }: ArbiterContext,
): Ledger {
  return isShowing(ledger, nudge, session, episode)
    ? ledger
    : recordInLedger(ledger, { name: 'nudge.assigned', nudge, episode, session, at });
}

/** Will it show when its delay is over, if nothing changes until then? */
const isDue = ({ reason, gates }: Decision): boolean =>
  reason === 'delay' && gates.every(({ gate, pass }) => pass || isPassable(gate));

/**
 * Decides for every candidate whether it shows now, and why not. Pure. At most one nudge wins a surface; a control
 * group wins its surface like any other and then draws nothing. One that waits for its delay claims its surface: nothing
 * starts there only to be replaced, and what is there stays until then.
 */
export function arbitrate(candidates: readonly Candidate[], context: ArbiterContext): Decision[] {
  const winners = new Map<string, string>();
  const claims = new Map<string, string>();
  let { ledger } = context;
  return [...candidates].sort(byRank).map((candidate) => {
    try {
      const { nudge, episode } = candidate;
      const surface = surfaceOf(nudge, context);
      const goesOn = isShowing(ledger, nudge.id, context.session, episode);
      const winner = winners.get(surface) ?? (goesOn ? undefined : claims.get(surface));
      // Who loses a surface loses it to its winner, not to the caps that the winner has used up.
      const gates = askGates(candidate, winner ? context : { ...context, ledger }, winner);
      const decision = decide(candidate, gates, context);
      if (decision.show || decision.ghost) {
        winners.set(surface, decision.nudge);
        ledger = withStart(ledger, decision, context);
      }
      if (isDue(decision) && !claims.has(surface)) claims.set(surface, decision.nudge);
      return decision;
    } catch {
      return invalid(candidate);
    }
  });
}
