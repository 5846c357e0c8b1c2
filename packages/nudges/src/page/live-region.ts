import { createHost } from './host-element.js';

/** What is said to those who do not see the page. */
export interface LiveRegion {
  /** Says a text once, politely. The result takes it away again, which is not said. */
  say(text: string): () => void;
  remove(): void;
}

/**
 * A region that is on the page before there is something to say: one that comes together with its text is announced by
 * some screen readers and not by others (WCAG 4.1.3). It takes no place, and nothing of it is seen.
 */
export function createLiveRegion(document: Document): LiveRegion {
  const { element, root } = createHost(document.body, 'tendril-live');
  const region = root.appendChild(document.createElement('div'));
  region.setAttribute('role', 'status');
  // Each text by itself, not all again whenever one is added.
  region.setAttribute('aria-atomic', 'false');
  const said = new Set<string>();
  return {
    say(text) {
      if (!text || said.has(text)) return () => {};
      said.add(text);
      // A page that replaces its body takes the region with it.
      if (!element.isConnected) document.body.append(element);
      const line = region.appendChild(document.createElement('p'));
      line.textContent = text;
      return () => line.remove();
    },
    remove: () => element.remove(),
  };
}
