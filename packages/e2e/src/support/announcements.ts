import type { Tab } from './app.ts';

declare global {
  interface Window {
    /** What has been said to those who do not see the page, in order. */
    said: string[];
  }
}

/** For a page's `before`: keeps what its polite and assertive regions are given, in shadow roots too. */
export const hearAnnouncements = (): void => {
  window.said = [];
  const heard = new WeakMap<Element, string>();
  const hear = (region: Element) => {
    const text = (region.textContent ?? '').trim();
    const before = heard.get(region) ?? '';
    heard.set(region, text);
    // What was there is not said again, only what was added.
    const added = text.startsWith(before) ? text.slice(before.length).trim() : text;
    if (added) window.said.push(added);
  };
  const look = (root: ParentNode) => {
    for (const region of root.querySelectorAll('[role=status],[role=alert],[aria-live=polite]'))
      if (heard.get(region) !== (region.textContent ?? '').trim()) hear(region);
  };
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init);
    new MutationObserver(() => look(root)).observe(root, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    return root;
  };
};

/** What has been said so far. */
export const saidIn = (tab: Tab): Promise<string[]> => tab.evaluate(() => window.said);
