import { containsAcross } from './across-roots.js';
import type { Floated } from './floated.js';
import { position } from './position.js';

/** No ratio of an intersection is smaller, but for none at all. */
const LEAST_RATIO = 1e-6;

/** Is something that stays in place while the page scrolls, such as a sticky header, in front of the anchor? */
function isCovered(anchor: Element, { left, top, width, height }: DOMRect, panel: Element): boolean {
  const page = anchor.getRootNode() as Document | ShadowRoot;
  let hit = page.elementFromPoint(left + width / 2, top + height / 2);
  for (; hit && hit !== panel && !containsAcross(hit, anchor); hit = hit.parentElement)
    if (/fixed|sticky/.test(getComputedStyle(hit).position)) return true;
  return false;
}

/**
 * Keeps a panel beside its anchor: where the anchor moves the panel follows, and where it can not be seen the panel steps
 * aside, unless the focus is in it. Done by script, as CSS anchors do not see through transforms in Firefox and WebKit,
 * and leave the panel where it was when the anchor goes. The result ends it.
 */
export function followAnchor({ element, root, where, find }: Floated): () => void {
  const document = element.ownerDocument;
  const view = document.defaultView as Window & typeof globalThis;
  let moves: IntersectionObserver | undefined;
  let watched: Element | undefined;
  let box: DOMRect | undefined;
  let ratio = 1;
  let ended = false;

  function isAway(at: Element | undefined, { left, top, right, bottom, width, height }: DOMRect): boolean {
    const { clientWidth, clientHeight } = document.documentElement;
    const outside = right <= 0 || bottom <= 0 || left >= clientWidth || top >= clientHeight;
    return !at || !width || !height || outside || !ratio || isCovered(at, box as DOMRect, element);
  }

  function place(): void {
    if (ended) return;
    const at = find();
    const before = box;
    box = at?.getBoundingClientRect() ?? new view.DOMRect();
    element.toggleAttribute('aside', isAway(at, box) && !root.activeElement);
    if (!at || !box.width) return;
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    const rtl = view.getComputedStyle(at).direction === 'rtl';
    const panel = element.getBoundingClientRect();
    const { x, y } = position(box, panel, { width, height }, { ...where, rtl });
    // Boxes are in pixels of the window, lengths in those of an element that the page zooms.
    const zoom = element.currentCSSZoom ?? 1;
    element.style.setProperty('--tendril-x', `${Math.round(x / zoom)}px`);
    element.style.setProperty('--tendril-y', `${Math.round(y / zoom)}px`);
    if (at !== watched) watchElement(at);
    else if (before?.left !== box.left || before.top !== box.top) watchMoves(at);
  }

  /** A window of the anchor's own size, laid over it: it has moved when it is no longer all inside. */
  function watchMoves(at: Element): void {
    moves?.disconnect();
    const { left, top, right, bottom } = at.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const edges = [top, clientWidth - right, clientHeight - bottom, left];
    const look = ([entry]: IntersectionObserverEntry[]) => {
      const was = ratio;
      ratio = entry?.intersectionRatio ?? 0;
      place();
      if (at === watched && ratio !== was) watchMoves(at);
    };
    moves = new view.IntersectionObserver(look, {
      // Coordinates of this document, also where it is in a frame.
      root: document,
      rootMargin: edges.map((edge) => `${-Math.floor(edge)}px`).join(' '),
      threshold: Math.max(LEAST_RATIO, ratio),
    });
    moves.observe(at);
  }

  // In the next frame: what a size observer changes in size, it reports to the page as an error.
  const sizes = new view.ResizeObserver(() => view.requestAnimationFrame(place));
  function watchElement(at: Element): void {
    if (watched) sizes.unobserve(watched);
    watched = at;
    sizes.observe(at);
    watchMoves(at);
  }

  const scrolls = { capture: true, passive: true };
  sizes.observe(element);
  document.addEventListener('scroll', place, scrolls);
  view.addEventListener('resize', place);
  place();
  return () => {
    ended = true;
    moves?.disconnect();
    sizes.disconnect();
    document.removeEventListener('scroll', place, scrolls);
    view.removeEventListener('resize', place);
  };
}
