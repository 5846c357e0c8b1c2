import type { NudgeLink } from '@tendril/core';
import { adoptStyles, createHost } from './host-element.js';

/** Screen readers take a moment to notice a region: of what comes together with it, some say nothing. */
const NOTICE_MS = 150;

const LIVE_STYLES =
  ':host{position:fixed!important;inset:0 auto auto 0!important;width:1px!important;height:1px!important;overflow:hidden!important;clip-path:inset(50%)!important;pointer-events:none!important}';

/** What is said to those who do not see the page. */
export interface LiveRegion {
  /** Says a text politely. The result takes it away again, which is not said. */
  say(text: string): () => void;
  remove(): void;
}

/** A region that is on the page before there is something to say (WCAG 4.1.3). It takes no place, and nothing of it is seen. */
export function createLiveRegion(document: Document, { after }: NudgeLink['ports']['clock']): LiveRegion {
  const { element, root } = createHost(document.body, 'tendril-live');
  adoptStyles(root, LIVE_STYLES);
  const region = root.appendChild(document.createElement('div'));
  region.setAttribute('role', 'status');
  // Each text by itself, not all again whenever one is added.
  region.setAttribute('aria-atomic', 'false');
  return {
    say(text) {
      const line = document.createElement('p');
      line.textContent = text;
      // A page that replaces its body takes the region with it.
      if (!element.isConnected) document.body.append(element);
      const cancel = after(NOTICE_MS, () => region.append(line));
      return () => {
        cancel();
        line.remove();
      };
    },
    remove: () => element.remove(),
  };
}
