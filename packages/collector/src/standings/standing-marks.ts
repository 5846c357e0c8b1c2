import { accountOf } from '../facts/owner.js';
import type { Viewer } from '../facts/subject.js';
import type { AcceptedEvent } from '../store/store.port.js';

/** Somebody whose standing may have changed. */
export interface StandingMark {
  viewer: Viewer;
  /** When that was received, epoch milliseconds: who waits longest is judged first. */
  at: number;
}

/** Whose standing events may have changed, each once. Events of bots change nobody's. */
export const standingMarks = (events: AcceptedEvent[]): StandingMark[] => {
  const marks = new Map<string, StandingMark>();
  for (const { event } of events) {
    if (event.context?.bot === true) continue;
    const account = accountOf(event);
    const inAccount = account !== '' && { account };
    const at = Date.parse(event.receivedAt);
    const mark = (viewer: Viewer): void => {
      marks.set(JSON.stringify([viewer.user, viewer.account]), { viewer, at });
    };
    if (event.userId) mark({ user: event.userId, ...inAccount });
    if (inAccount) mark(inAccount);
  }
  return [...marks.values()];
};
