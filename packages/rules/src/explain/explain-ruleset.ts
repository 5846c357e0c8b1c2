import type { Ledger, Ruleset } from '@tendril/protocol';
import type { ArbiterContext, Ids } from '../arbiter/arbiter-context.js';
import { arbitrate } from '../arbiter/arbitrate.js';
import type { Decision } from '../arbiter/decision.js';
import { readPath } from '../condition/path.js';
import { createCounters } from '../counters/counters.js';
import { createEngine } from '../create-engine.js';
import type { Facts } from '../engine/facts.js';
import type { RecordedEvent } from '../engine/recorded-event.js';
import { textOperators } from '../regex/text-operators.js';
import { type Evidence, explainCondition } from './explain-condition.js';
import type { Explained, ExplainedNudge, ExplainedScore } from './explained.js';
import { type PastEvent, tallyPast } from './tally-past.js';

/** Whom to decide for, when and where. */
export interface ExplainRequest {
  facts: Facts;
  /** Epoch milliseconds. */
  now: number;
  /** Every event of the past that `$did` may ask of. Absent: nothing is known of the past. */
  past?: readonly PastEvent[] | undefined;
  /** What happens on the page now; it is counted too. Default: nothing. */
  happening?: readonly RecordedEvent[];
  /** Path of the page. Default `/`. */
  path?: string;
  /** Who is split by experiments and holdouts. Default: nobody, so that everybody is shown. */
  ids?: Ids;
  /** What was shown before. Default: nothing. */
  ledger?: Ledger;
}

/** All surfaces are there and free, and everything is known. */
const contextOf = (
  { nudges, policy = {} }: Ruleset,
  { now, path = '/', ids = {}, ledger = {} }: ExplainRequest,
): ArbiterContext => ({
  now,
  ledger,
  policy,
  categories: Object.fromEntries(nudges.map(({ id, category }) => [id, category])),
  session: 'explained',
  ids,
  path,
  surfaceTrouble: () => undefined,
  busy: {},
  broken: {},
  identityPending: false,
  explain: true,
});

const explainScores = (evidence: Evidence): ExplainedScore[] =>
  Object.entries(evidence.ruleset.scores ?? {}).map(([name, parts]) => ({
    name,
    points: readPath(evidence.facts, `score.${name}`) as number | null,
    parts: parts.map((part) => ({ points: part.points, ...explainCondition(part.if, evidence) })),
  }));

function explainNudge(decision: Decision, evidence: Evidence): ExplainedNudge {
  const nudge = evidence.ruleset.nudges.find(({ id }) => id === decision.nudge);
  const stages = nudge?.what.stages ?? [];
  return {
    ...decision,
    who: explainCondition(nudge?.who ?? {}, evidence),
    stages: stages.map((stage) => ({ id: stage.id, ...explainCondition(stage.if, evidence) })),
  };
}

/**
 * What a ruleset decides for somebody and why: every gate of every nudge, and every leaf of its conditions with the
 * actual value. Expects a ruleset that `checkRuleset` finds sound. Pure. Not for browsers, which carry `arbitrate`.
 */
export function explainRuleset(ruleset: Ruleset, request: ExplainRequest): Explained {
  const { facts, now, past, happening = [], path = '/' } = request;
  const counters = createCounters();
  const engine = createEngine(ruleset, { regex: textOperators, counters });
  const tallies = past ? tallyPast(counters.all, past, now) : new Map();
  counters.setTallies(tallies, now);
  engine.setFacts({ page: { path }, ...facts });
  engine.changes(now);
  for (const event of happening) engine.record(event, now);
  const decisions = arbitrate(engine.candidates(now), contextOf(ruleset, request));
  const evidence = { ruleset, facts: engine.facts(), now, tallies };
  return {
    now,
    path,
    scores: explainScores(evidence),
    nudges: decisions.map((decision) => explainNudge(decision, evidence)),
  };
}
