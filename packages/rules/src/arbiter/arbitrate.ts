import type { NudgeCategory, Placement, Policy } from '@tendril/protocol';
import { assignArm } from './assign-arm.js';
import type { Candidate, Decision, GateResult } from './decision.js';
import { askGates, surfaceKey } from './gates.js';
import type { Ledger } from './ledger.js';

/** All that a decision depends on besides the candidates. Nothing else is read: the same input gives the same answer. */
export interface ArbiterContext {
  now: number;
  ledger: Ledger;
  policy: Policy;
  /** Category of every nudge of the ruleset, also of those that are no candidates. */
  categories: { [nudge: string]: NudgeCategory };
  session: string;
  ids: { user?: string; account?: string };
  /** Path of the page, such as `/reports`. */
  path: string;
  /** Is the slot or anchor there? */
  hasSurface: (where: Placement) => boolean;
  /** Surfaces that a nudge holds and does not give up, by surface key. */
  busy: { [surface: string]: string };
  /** Nudges that could not be drawn on this page, and why. */
  broken: { [nudge: string]: string };
  /** The person is not known yet: showing now might break a cap of theirs. */
  identityPending: boolean;
  /** Ask every gate, not only up to the first that fails. */
  explain?: boolean;
}

const priority = ({ nudge, stage }: Candidate): number =>
  (stage && 'priority' in stage ? stage.priority : undefined) ?? nudge.priority ?? 50;

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
  const eligible = gates.every(({ pass }) => pass);
  if (eligible || context.explain) {
    all.push({
      gate: 'lower-priority',
      pass: winner === nudge.id || !winner,
      ...(winner && { values: { winner } }),
    });
    all.push({ gate: 'holdout', pass: arm?.show !== false, ...(arm && { values: { arm: arm.id } }) });
  }
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
  const asked = [...candidates]
    .sort(before)
    .map((candidate) => ({ candidate, gates: askGates(candidate, context) }));
  const winners = new Map<string, string>();
  for (const { candidate, gates } of asked) {
    const surface = surfaceKey(candidate.nudge);
    if (gates.every(({ pass }) => pass) && !winners.has(surface)) winners.set(surface, candidate.nudge.id);
  }
  return asked.map(({ candidate, gates }) =>
    decide(candidate, gates, winners.get(surfaceKey(candidate.nudge)), context),
  );
}
