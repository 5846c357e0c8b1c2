import type { TendrilEvent } from '@tendril/protocol';

const PREFIX = 'nudge.';

/** What nudges report of themselves. */
export const isNudgeEvent = ({ type, event }: Pick<TendrilEvent, 'type' | 'event'>): boolean =>
  type === 'track' && event !== undefined && event.startsWith(PREFIX);

/** Somebody looked at a nudge before it was let out: nothing of that counts. */
export const isPreview = (event: Pick<TendrilEvent, 'type' | 'event' | 'properties'>): boolean =>
  isNudgeEvent(event) && event.properties?.preview === true;
