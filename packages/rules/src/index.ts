export type { ArbiterContext, Ids, SurfaceTrouble } from './arbiter/arbiter-context.js';
export { arbitrate } from './arbiter/arbitrate.js';
export { assignArm, bucket } from './arbiter/assign-arm.js';
export type { Candidate, Decision, GateAnswer, GateName, GateResult } from './arbiter/decision.js';
export {
  forColleagues,
  isShowing,
  mergeLedgers,
  recordInLedger,
  showingOf,
} from './arbiter/ledger.js';
export { surfaceKey } from './arbiter/surface-key.js';
export {
  type CompileOptions,
  type CompileText,
  compile,
  type DidLeaf,
  type Leaf,
} from './condition/compile.js';
export { type CompiledCondition, compileCondition } from './condition/compile-condition.js';
export { describeCondition } from './condition/describe-condition.js';
export type { Fault } from './condition/fault.js';
export { readPath } from './condition/path.js';
export type { Test, Truth } from './condition/truth.js';
export { fromBaseline, toBaseline } from './counters/baseline.js';
export { mostBuckets } from './counters/bucket.js';
export { type Counter, countEvent, counts } from './counters/counter.js';
export { type Counters, createCounters } from './counters/counters.js';
export { mergeTallies } from './counters/merge-tallies.js';
export { type PackedTally, packTally, unpackTally } from './counters/pack-tally.js';
export {
  addEvents,
  type Baseline,
  type CountedEvent,
  followRules,
  NO_COUNTERS,
  rebase,
  type SavedCounters,
  tallyAll,
  toAsk,
} from './counters/saved-counters.js';
export { createTally, type Tally } from './counters/tally.js';
export { createEngine } from './create-engine.js';
export type { Engine } from './engine/engine.js';
export type { EngineParts } from './engine/engine-parts.js';
export type { Facts } from './engine/facts.js';
export type { RecordedEvent } from './engine/recorded-event.js';
export { type ExplainRequest, explainRuleset } from './explain/explain-ruleset.js';
export type {
  Explained,
  ExplainedCondition,
  ExplainedLeaf,
  ExplainedNudge,
  ExplainedScore,
  ExplainedStage,
} from './explain/explained.js';
export type { Counted, Measured } from './explain/measure-did.js';
export type { PastEvent } from './explain/tally-past.js';
export { evaluateFormula, type FormulaNames } from './formula/evaluate-formula.js';
export { loadRegex } from './regex/load-regex.js';
export { type CheckedRuleset, checkRuleset } from './ruleset/check-ruleset.js';
export { durationMs } from './ruleset/duration.js';
export { lineOf } from './ruleset/line-of.js';
export { templatesOf } from './ruleset/templates-of.js';
export { compileStandings } from './standing/compile-standings.js';
export type { Membership, Standing, StandingRequest, Standings } from './standing/standing.js';
export {
  parseTemplate,
  type TemplateArgument,
  type TemplateBranches,
  type TemplatePart,
} from './template/parse-template.js';
export type { Triggered } from './trigger/triggered.js';
