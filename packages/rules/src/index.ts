export type { ArbiterContext } from './arbiter/arbiter-context.js';
export { arbitrate } from './arbiter/arbitrate.js';
export { assignArm, bucket } from './arbiter/assign-arm.js';
export type { Candidate, Decision, GateName, GateResult } from './arbiter/decision.js';
export { surfaceKey } from './arbiter/gates.js';
export {
  isShowing,
  type Ledger,
  type LedgerEntry,
  type LedgerRecord,
  mergeLedgers,
  recordInLedger,
} from './arbiter/ledger.js';
export type { CompileOptions } from './condition/compile.js';
export { type CompiledCondition, compileCondition } from './condition/compile-condition.js';
export type { Fault } from './condition/fault.js';
export { readPath } from './condition/path.js';
export type { Test, Truth } from './condition/truth.js';
export { createEngine, type Engine, type Facts, type RecordedEvent } from './engine.js';
export { type CheckedRuleset, checkRuleset } from './ruleset/check-ruleset.js';
export { durationMs } from './ruleset/duration.js';
