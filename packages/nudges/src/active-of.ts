import type { ActiveNudge, NudgeLink } from '@tendril/core';
import type { Nudge } from '@tendril/protocol';
import { assignArm } from '@tendril/rules';
import type { ToShow } from './debug/previews.js';
import { idsOf } from './ids-of.js';

/** The nudge as events tell of it, without its texts. */
export function activeOf(
  link: NudgeLink,
  { episode, surface, stage, preview }: ToShow,
  nudge: Nudge,
): ActiveNudge {
  const arm = assignArm(nudge.test, idsOf(link) ?? {})?.id;
  return {
    nudge,
    stage: nudge.what.stages?.find(({ id }) => id === stage),
    episode,
    surface,
    ...(arm && { arm }),
    ...(preview && { preview }),
    locale: nudge.what.locale,
    text: {},
  };
}
