import type { StreamMessage } from '@tendril/protocol';
import type { FactsReader } from '../facts/facts-reader.port.js';
import type { FactsVersions } from '../facts/facts-versions.js';
import { subjectKey, subjectsOf, type Viewer } from '../facts/subject.js';
import type { ChangeFeed } from '../feed/change-feed.port.js';
import type { StreamPlace } from './stream-place.js';

/** A busy account changes all the time: its pages hear of facts once in this time. */
const FACTS_PAUSE_MS = 1000;
const NOTICES_AT_ONCE = 100;

export interface FollowParts {
  store: Pick<FactsReader, 'notices' | 'factsPosition'> & { position(): Promise<number> };
  feed: ChangeFeed;
  versions: FactsVersions;
  /** Told where it is after each message: `place` is moved on first. */
  tell: (message: StreamMessage) => void;
  onError: (error: unknown) => void;
}

/**
 * Tells of everything that is new for a person and an account since `place`, now and from now on. Moves `place` on.
 * Returns what ends it.
 */
export const followViewer = (parts: FollowParts, viewer: Viewer, place: StreamPlace): (() => void) => {
  const { store, feed, versions, tell, onError } = parts;
  let isStopped = false;
  let isLooking = false;
  let again = false;
  let pause: NodeJS.Timeout | undefined;

  const tellNotices = async (): Promise<void> => {
    const notices = await store.notices(viewer, place.notice, NOTICES_AT_ONCE);
    if (isStopped) return;
    for (const { seq, type, data } of notices) {
      place.notice = seq;
      tell({ type, ...data } as StreamMessage);
    }
    if (notices.length === NOTICES_AT_ONCE) again = true;
  };
  const tellFacts = async (): Promise<void> => {
    const position = await store.factsPosition(viewer);
    if (position <= place.facts || pause || isStopped) return;
    const [version, seq] = [await versions.current(viewer), await store.position()];
    if (isStopped) return;
    place.facts = position;
    tell({ type: 'facts', version, seq });
    pause = setTimeout(() => {
      pause = undefined;
      look();
    }, FACTS_PAUSE_MS).unref();
  };
  const run = async (): Promise<void> => {
    do {
      again = false;
      await tellNotices();
      await tellFacts();
    } while (again && !isStopped);
  };
  const look = (): void => {
    again = true;
    if (isLooking) return;
    isLooking = true;
    run()
      .catch(onError)
      .finally(() => {
        isLooking = false;
      });
  };

  const topics = subjectsOf(viewer).map(subjectKey);
  const unsubscribe = topics.map((topic) => feed.subscribe(topic, look));
  look();
  return () => {
    isStopped = true;
    clearTimeout(pause);
    for (const leave of unsubscribe) leave();
  };
};
