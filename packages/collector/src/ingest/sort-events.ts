import type { Issue, Rejection } from '@tendril/protocol';
import { checkEvent, reasonOf } from './check-event.js';
import type { GoodEvent } from './good-event.js';
import { isSound } from './is-sound.js';

export interface Refused {
  rejection: Rejection;
  issues: Issue[];
  event: unknown;
}

export interface SortedEvents {
  good: GoodEvent[];
  refused: Refused[];
  /** Events that came without a `messageId`, and the one that they were given. */
  assigned: { i: number; messageId: string }[];
}

const refuse = (i: number, event: unknown, issues: Issue[]): Refused => {
  const messageId = (event as { messageId?: unknown } | null)?.messageId;
  return {
    rejection: { i, ...(typeof messageId === 'string' && { messageId }), reason: reasonOf(issues) },
    issues,
    event,
  };
};

/** What `people/erase-from-log.ts` puts in the place of an event. */
const isErased = (requestId: string, value: unknown): boolean =>
  (value as { erased?: unknown } | null)?.erased === requestId;

/** Events that are refused although nothing is wrong with them: the one at this index of the request, or all. */
export interface Aside {
  at: number | 'all';
  issue: Issue;
}

/**
 * Parts the good events of a request from the bad ones. The same request always gives the same answer, which is why
 * missing ids are made from the request's own: replaying the log counts nothing twice. `isTrusted`: it came with a
 * secret key.
 */
export const sortEvents = (
  requestId: string,
  events: unknown[],
  isTrusted = false,
  aside?: Aside,
): SortedEvents => {
  if (!aside && events.every(isSound)) return { good: events, refused: [], assigned: [] };
  const sorted: SortedEvents = { good: [], refused: [], assigned: [] };
  let i = -1;
  for (const value of events) {
    i += 1;
    if (isErased(requestId, value)) continue;
    const { event, issues } = checkEvent(value, isTrusted);
    if (issues.length > 0) {
      sorted.refused.push(refuse(i, event, issues));
      continue;
    }
    if (aside && (aside.at === 'all' || aside.at === i)) {
      sorted.refused.push(refuse(i, event, [aside.issue]));
      continue;
    }
    const good = event as GoodEvent | Omit<GoodEvent, 'messageId'>;
    if ('messageId' in good) sorted.good.push(good);
    else {
      const messageId = `${requestId}.${i}`;
      sorted.assigned.push({ i, messageId });
      sorted.good.push({ ...good, messageId });
    }
  }
  return sorted;
};
