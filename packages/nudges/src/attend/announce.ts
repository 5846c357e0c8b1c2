import type { ActiveNudge } from '@tendril/core';
import type { LiveRegion } from '../page/live-region.js';
import type { OwnParts } from '../showing/parts.js';
import type { Scene } from '../showing/scene.js';

/**
 * Says what comes, and each stage that follows in its place, to those who do not see it: once an episode, wherever the
 * page puts its slot meanwhile.
 */
export interface Announcer {
  follow(scene: Scene): void;
  /** Takes what was said off the page. */
  end(): void;
}

/**
 * Is not said when it comes: a dialog, which is announced by the focus that moves into it, and what is content of the page.
 * That is there when the page has loaded, or is found as the rest of the page is; a banner and a gate interrupt.
 */
const QUIET = /^center|^slot (?!banner|gate)/;

/** The live region is loaded when there is something to say, and is on the page a moment before. */
export function createAnnouncer({ link, live, place }: OwnParts): Announcer {
  let stage: string | undefined;
  /** What can not be said is there to be seen all the same. */
  const ignore = () => {};
  let unsay = ignore;

  function say({ nudge, episode, text: { title, body } }: ActiveNudge): void {
    const text = `${title} ${body}`.trim();
    const key = [nudge.id, episode, stage].join('\n');
    live.said ??= new Set();
    if (!text || live.said.has(key)) return;
    live.said.add(key);
    live.region ??= import('../page/live-region.js').then(({ createLiveRegion }) =>
      createLiveRegion(place.page.ownerDocument, link.ports.clock),
    );
    const saying = live.region.then((region: LiveRegion) => region.say(text));
    unsay = () => void saying.then((end) => end(), ignore);
  }

  return {
    follow({ active }) {
      const before = stage;
      stage = active.stage?.id ?? '';
      if (stage === before) return;
      unsay();
      if (before !== undefined || !QUIET.test(`${place.surface} ${active.nudge.type}`)) say(active);
    },
    end: () => unsay(),
  };
}
