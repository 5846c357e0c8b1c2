import type { NudgeLink } from '@tendril/core';
import type { Nudge } from '@tendril/protocol';
import { assignArm, type Facts } from '@tendril/rules';
import { idsOf } from './ids-of.js';
import type { Listener } from './text/speak.js';

const localeOf = (link: NudgeLink, root: Element): string =>
  (link.options.nudges || undefined)?.locale ||
  root.getAttribute('lang') ||
  root.ownerDocument.defaultView?.navigator.language ||
  'en';

/** For whom a nudge is put into words. */
export const listenerOf = (
  link: NudgeLink,
  root: Element,
  nudge: Nudge,
  stage: string,
  facts: Facts,
): Listener => ({
  facts,
  stage,
  arm: assignArm(nudge.test, idsOf(link) ?? {}),
  locale: localeOf(link, root),
  now: link.ports.clock.now(),
});
