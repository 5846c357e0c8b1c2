import type { NudgeLink } from '@tendril/core';
import type { Nudge, NudgeType } from '@tendril/protocol';
import { MessageView } from './message-view.js';
import type { View } from './view.js';

/** These are drawn by the view that comes with the runtime. */
const SHARED: readonly NudgeType[] = ['banner', 'inline', 'slidein', 'popover', 'modal'];

/** The view of a nudge, at once where it is at hand. Rejects when its chunk can not be had. */
export function loadView({ type, what }: Nudge, link: NudgeLink): View | Promise<View> {
  const own = (link.options.nudges || undefined)?.components?.[what.component ?? type];
  return own ||
    what.component ||
    what.plans ||
    what.stages?.some(({ limit }) => limit) ||
    !SHARED.includes(type)
    ? import('./further-views.js').then(({ loadFurther }) => loadFurther(type, what, own))
    : MessageView;
}
