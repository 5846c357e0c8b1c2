import type { NudgeLink } from '@tendril/core';
import type { LiveRegion } from './live-region.js';

/** Says what comes to those who do not see it. */
export interface Announcer {
  /** Says a text, each once. The result takes it off the page, or back. */
  say(text: string): () => void;
  stop(): void;
}

/** Its live region is loaded when there is something to say, and is on the page a moment before. */
export function createAnnouncer(document: Document, clock: NudgeLink['ports']['clock']): Announcer {
  let region: Promise<LiveRegion> | undefined;
  // What can not be said is there to be seen all the same.
  const ignore = () => {};
  return {
    say(text) {
      region ??= import('./live-region.js').then((live) => live.createLiveRegion(document, clock));
      const unsay = region.then((live) => live.say(text));
      return () => void unsay.then((end) => end(), ignore);
    },
    stop: () => void region?.then((live) => live.remove(), ignore),
  };
}
