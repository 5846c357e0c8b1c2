export type { TendrilEvent } from '@tendril/protocol';
export type {
  Actions,
  InviteRequest,
  InviteResult,
  Money,
  Quote,
  QuoteRequest,
  UpgradeRequest,
  UpgradeResult,
} from './actions.js';
export { browserPorts } from './browser/browser-ports.js';
export { createClient } from './client.js';
export type { ConsentState } from './consent.js';
export { inertPorts } from './inert-ports.js';
export type { KnownFacts } from './known-facts.js';
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
  ActiveNudge,
  Drop,
  EventCatalogue,
  Explanation,
  MountedComponent,
  Notices,
  NudgeComponent,
  NudgeHandle,
  NudgeNotice,
  NudgeOptions,
  NudgeProps,
  Stats,
  Tendril,
  TendrilError,
  TendrilOptions,
} from './tendril.js';
