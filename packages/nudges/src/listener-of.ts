import type { NudgeLink } from '@tendril/core';
import type { Nudge } from '@tendril/protocol';
import { assignArm } from '@tendril/rules';
import { idsOf } from './ids-of.js';
import type { Rules } from './load-rules.js';
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
  { engine, drawing }: Rules,
): Listener => ({
  facts: engine.facts(),
  stage,
  arm: assignArm(nudge.test, idsOf(link) ?? {}),
  locale: localeOf(link, root),
  now: link.ports.clock.now(),
  rich: drawing?.rich,
});
