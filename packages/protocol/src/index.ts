export type { BatchReply, BatchRequest, Rejection } from './batch.js';
export type { Condition } from './condition.js';
export { DROP_REASONS, type DropReason } from './drop-reason.js';
export type { EventContext, EventType, Json, JsonObject, TendrilEvent } from './event.js';
export { EVENT_TYPES, USAGE_EVENT } from './event.js';
export type {
  AccountActivityFacts,
  ActivityFacts,
  CounterBaseline,
  FactsReply,
  KnownFacts,
  TrendFacts,
} from './facts.js';
export { ASK_EVENTS } from './facts.js';
export { type Issue, type IssueCode, issue } from './issue.js';
export type { Ledger, LedgerEntry, Showing } from './ledger.js';
export { LIMITS } from './limits.js';
export type {
  DismissedVia,
  LedgerEvent,
  NudgeEventName,
  NudgeEvents,
  NudgeShowing,
  StopReason,
} from './nudge-events.js';
export type {
  Arm,
  AtLimit,
  Cap,
  Checklist,
  ChecklistItem,
  Content,
  ContentAction,
  Duration,
  Goal,
  HowOften,
  Moment,
  Nudge,
  NudgeCategory,
  NudgeType,
  Placement,
  Policy,
  Ruleset,
  Schedule,
  ScorePart,
  Stage,
  SurfaceKind,
  Tone,
  Trigger,
} from './ruleset.js';
export {
  ACTION_KINDS,
  ALIGNMENTS,
  CATEGORIES,
  NUDGE_TYPES,
  SIDES,
  SURFACES,
  TONES,
  TRIGGER_KINDS,
} from './ruleset.js';
export { RULESET_BYTES } from './ruleset-bytes.js';
export { RULESET_SCHEMA } from './ruleset-schema.js';
export type {
  Answers,
  Calculator,
  CalculatorInput,
  CalculatorResult,
  Formula,
  FormulaOperator,
  MeterRow,
  Plan,
  Recap,
  RecapFigure,
  Survey,
  SurveyStep,
} from './ruleset-views.js';
export { FORMULA_OPERATORS, STEP_KINDS } from './ruleset-views.js';
export type { Schema } from './schema-parts.js';
export type { StreamMessage } from './stream.js';
export { GATE_EVENT, REQUEST_EVENT } from './trigger-events.js';
