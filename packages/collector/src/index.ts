export type { Turn } from './applier/turn.port.js';
export type { Movement } from './billing/derive-movements.js';
export type { Move, MovementKind } from './billing/movement.js';
export type { MovementFilter, Movements, StoredMovement } from './billing/movements.port.js';
export type {
  SubscriptionChange,
  SubscriptionLine,
  SubscriptionStatus,
} from './billing/subscription-change.js';
export type { ControlStore } from './control/control-store.port.js';
export { type Collector, createCollector } from './create-collector.js';
export type { FormatName } from './export/formats.js';
export type { CounterSource } from './facts/counter-source.port.js';
export type {
  Activity,
  FactsReader,
  Notice,
  UsageReading,
  UsageSample,
} from './facts/facts-reader.port.js';
export type { MembershipChange, MembershipChanges } from './facts/membership-changes.port.js';
export type { Subject, Viewer } from './facts/subject.js';
export type { Change, ChangeFeed, Topic } from './feed/change-feed.port.js';
export type { IngestReply } from './http/ingest.js';
export type { TokenOptions } from './identity/token-options.js';
export type { IpPolicy } from './ingest/apply-ip-policy.js';
export type { KeyStore, Scope, StoredKey } from './keys/key-store.port.js';
export type {
  EventLog,
  LogEntry,
  LogRecord,
  Position,
  RecordKind,
  RequestKind,
} from './log/event-log.port.js';
export type { CollectorOptions, CollectorParts } from './options.js';
export type {
  Bookmark,
  Claim,
  DeliveryCounts,
  DeliveryFilter,
  DeliveryState,
  ListedDelivery,
  NewDelivery,
  Outbox,
  StoredDelivery,
} from './outbox/outbox.port.js';
export type { ErasedSlice, Erasure, ErasureKeeper } from './people/erasure-keeper.port.js';
export type { Person } from './people/person.js';
export { type ServerIssue, SetupError, type TokenCode } from './problem.js';
export type { RulesetHistory, RulesetRecord, RulesetVersion } from './rules/ruleset-history.port.js';
export type { Control } from './store/control.js';
export type {
  AcceptedEvent,
  Applied,
  Chunk,
  DeadLetter,
  DeadLetterState,
  EventFilter,
  ReceivedEvent,
  Store,
  StoreCounts,
  StoredDeadLetter,
  StoredEvent,
} from './store/store.port.js';
