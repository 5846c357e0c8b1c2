import type { ArbiterContext } from './arbiter-context.js';
import { assignArm } from './assign-arm.js';
import type { Candidate, Decision, GateResult } from './decision.js';
import { askGates, surfaceKey } from './gates.js';
import { isShowing, recordInLedger } from './ledger.js';

const priority = ({ nudge, stage }: Candidate): number => stage?.priority ?? nudge.priority ?? 50;

const start = ({ nudge }: Candidate): number => Date.parse(nudge.schedule?.start ?? '') || 0;

/** Total order: priority, then the older start, then the id. Never the order of the document. */
const before = (a: Candidate, b: Candidate): number =>
  priority(b) - priority(a) || start(a) - start(b) || (a.nudge.id < b.nudge.id ? -1 : 1);

function decide(
  candidate: Candidate,
  gates: GateResult[],
  winner: string | undefined,
  context: ArbiterContext,
): Decision {
  const { nudge, stage, episode } = candidate;
  const surface = surfaceKey(nudge);
  const arm = assignArm(nudge.test, context.ids);
  const all = [...gates];
  if (context.explain || gates.every(({ pass }) => pass))
    all.push(
      { gate: 'lower-priority', pass: winner === nudge.id || !winner, values: { winner } },
      { gate: 'holdout', pass: arm?.show !== false, values: { arm: arm?.id } },
    );
  const failed = all.find(({ pass }) => !pass);
  return {
    nudge: nudge.id,
    rev: nudge.rev,
    show: !failed,
    reason: failed?.gate ?? 'shown',
    gates: all,
    stage: stage?.id ?? '',
    episode,
    surface,
    ...(arm && { arm: arm.id }),
    ghost: failed?.gate === 'holdout',
  };
}

/**
 * Decides for every candidate whether it shows now, and why not. Pure. At most one nudge wins a surface; a control
 * group wins its surface like any other and then draws nothing.
 */
export function arbitrate(candidates: readonly Candidate[], context: ArbiterContext): Decision[] {
  const winners = new Map<string, string>();
  // A showing that starts now counts against the caps of those that come after it on other surfaces.
  let { ledger } = context;
  const asked = [...candidates].sort(before).map((candidate) => {
    const { nudge, episode } = candidate;
    const surface = surfaceKey(nudge);
    const taken = winners.has(surface);
    const gates = askGates(candidate, taken ? context : { ...context, ledger });
    if (!taken && gates.every(({ pass }) => pass)) {
      winners.set(surface, nudge.id);
      if (!isShowing(ledger, nudge.id, context.session, episode))
        ledger = recordInLedger(ledger, {
          kind: 'shown',
          nudge: nudge.id,
          episode,
          session: context.session,
          at: context.now,
        });
    }
    return { candidate, gates };
  });
  return asked.map(({ candidate, gates }) =>
    decide(candidate, gates, winners.get(surfaceKey(candidate.nudge)), context),
  );
}
