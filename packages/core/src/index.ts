export type { TendrilEvent } from '@tendril/protocol';
export { browserPorts } from './browser/browser-ports.js';
export { type Client, createClient } from './client.js';
export type { ConsentState } from './consent.js';
export type { KnownFacts } from './facts.js';
export type { MountNudges } from './follow-ruleset.js';
export { inertPorts } from './inert-ports.js';
export type { HeardEvent, NudgeLink } from './link.js';
export type {
  Clock,
  Memo,
  PageLifecycle,
  Ports,
  Reply,
  Row,
  Send,
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
  Notices,
  NudgeNotice,
  NudgeOptions,
  Stats,
  Tendril,
  TendrilError,
  TendrilOptions,
  UpgradeRequest,
  UpgradeResult,
} from './tendril.js';
