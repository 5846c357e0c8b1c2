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
} from '@tendril/core';
export { createTendril } from './create-tendril.js';
