export type { TendrilEvent } from '@tendril/protocol';
export { browserPorts } from './browser/browser-ports.js';
export { createClient } from './client.js';
export type { ConsentState } from './consent.js';
export type { KnownFacts } from './facts.js';
export { inertPorts } from './inert-ports.js';
export type { HeardEvent, MountNudges, NudgeLink, ServerCounters } from './nudge-link.js';
export type {
  Clock,
  EventStore,
  LatePorts,
  Memo,
  PageLifecycle,
  Ports,
  Reply,
  Row,
  Store,
  TabMessage,
  Tabs,
  Transport,
} from './ports.js';
export type {
  Actions,
  ActiveNudge,
  Drop,
  EventCatalogue,
  Explanation,
  InviteRequest,
  InviteResult,
  Money,
  MountedComponent,
  Notices,
  NudgeComponent,
  NudgeNotice,
  NudgeOptions,
  NudgeProps,
  Quote,
  QuoteRequest,
  Stats,
  Tendril,
  TendrilError,
  TendrilOptions,
  UpgradeRequest,
  UpgradeResult,
} from './tendril.js';
