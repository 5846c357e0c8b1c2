import { isDrawn } from '../is-drawn.js';

/** `hidden`: not drawn, or without size. `away`: drawn, but scrolled out or clipped. */
export type AnchorSight = 'seen' | 'away' | 'hidden';

/** What is to be seen of an anchor. Until the browser has said whether it is in view, its place in the window tells. */
export function readAnchor(anchor: Element, inView: boolean | undefined): AnchorSight {
  const { width, height, top, left, bottom, right } = anchor.getBoundingClientRect();
  if (!width || !height || !isDrawn(anchor)) return 'hidden';
  const { clientWidth, clientHeight } = anchor.ownerDocument.documentElement;
  const isInside = bottom > 0 && right > 0 && top < clientHeight && left < clientWidth;
  return (inView ?? isInside) ? 'seen' : 'away';
}
