export {
  type Actions,
  type ActiveNudge,
  createTendril,
  type Drop,
  type EventCatalogue,
  type Explanation,
  type InviteRequest,
  type InviteResult,
  type Money,
  type Notices,
  type NudgeNotice,
  type NudgeOptions,
  type Quote,
  type QuoteRequest,
  type Stats,
  type Tendril,
  type TendrilError,
  type TendrilEvent,
  type TendrilOptions,
  type UpgradeRequest,
  type UpgradeResult,
} from '@tendril/browser';
export { tendrilPlugin, useTendril } from './tendril-plugin.js';
export { TendrilSlot } from './tendril-slot.js';
export { useNudge } from './use-nudge.js';
