export { type Collector, createCollector } from './create-collector.js';
export type { Change, ChangeFeed, Topic } from './feed/change-feed.port.js';
export type { IngestReply } from './http/ingest-routes.js';
export type { EventLog, LogEntry, LogRecord, Position, RequestKind } from './log/event-log.port.js';
export type { CollectorOptions, CollectorParts } from './options.js';
export { type ServerIssue, SetupError } from './problem.js';
export type {
  AcceptedEvent,
  Chunk,
  DeadLetter,
  EventFilter,
  ReceivedEvent,
  Store,
  StoreCounts,
  StoredDeadLetter,
  StoredEvent,
} from './store/store.port.js';
