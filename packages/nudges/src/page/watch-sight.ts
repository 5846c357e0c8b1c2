/** `hidden`: not drawn, or without size. `away`: drawn, but scrolled out or clipped. */
export type Sight = 'seen' | 'away' | 'hidden';

export const isDrawn = (element: Element): boolean =>
  element.checkVisibility?.({ visibilityProperty: true }) ?? element.getClientRects().length > 0;

/**
 * A page may hide its empty slots (`:empty { display: none }`), so that one shows whether it can be seen only when
 * something is in it.
 */
function isDrawnWhenFilled(slot: Element): boolean {
  if (isDrawn(slot)) return true;
  if (slot.hasChildNodes()) return false;
  const filling = slot.appendChild(slot.ownerDocument.createElement('tendril-nudge'));
  const drawn = isDrawn(slot);
  filling.remove();
  return drawn;
}

/** Tells whether elements can be seen, and when that changes: without measuring again and again. */
export interface SightWatch {
  /** A slot is seen wherever on the page it is drawn, and may be empty. */
  sight(element: Element, isSlot: boolean): Sight;
  stop(): void;
}

interface Watched {
  inView: boolean;
  said: Sight;
}

export function watchSight(view: Window & typeof globalThis, onChange: () => void): SightWatch {
  /** An element may be both. */
  const slots = new WeakMap<Element, Watched>();
  const anchors = new WeakMap<Element, Watched>();

  function isInView(element: Element): boolean {
    const { top, left, bottom, right } = element.getBoundingClientRect();
    return bottom > 0 && right > 0 && top < view.innerHeight && left < view.innerWidth;
  }

  function read(element: Element, isSlot: boolean, inView: boolean): Sight {
    if (isSlot) return isDrawnWhenFilled(element) ? 'seen' : 'hidden';
    const { width, height } = element.getBoundingClientRect();
    if (!isDrawn(element) || !width || !height) return 'hidden';
    return inView ? 'seen' : 'away';
  }

  /** What is no longer what was said is not only for who asks. */
  function check(element: Element, isSlot: boolean, inView?: boolean): Sight | undefined {
    const one = (isSlot ? slots : anchors).get(element);
    if (!one) return undefined;
    const before = one.said;
    one.inView = inView ?? one.inView;
    one.said = read(element, isSlot, one.inView);
    if (one.said !== before) onChange();
    return one.said;
  }

  function checkBoth(element: Element, inView?: boolean): void {
    check(element, true, inView);
    check(element, false, inView);
  }

  const intersections = new view.IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) checkBoth(target, isIntersecting);
  });
  const sizes = new view.ResizeObserver((entries) => {
    for (const { target } of entries) checkBoth(target);
  });

  return {
    sight(element, isSlot) {
      const known = check(element, isSlot);
      if (known) return known;
      const inView = isInView(element);
      const said = read(element, isSlot, inView);
      (isSlot ? slots : anchors).set(element, { inView, said });
      intersections.observe(element);
      sizes.observe(element);
      return said;
    },
    stop() {
      intersections.disconnect();
      sizes.disconnect();
    },
  };
}
