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

export function watchSight(view: Window & typeof globalThis, onChange: () => void): SightWatch {
  const watched = new WeakMap<Element, { isSlot: boolean; inView: boolean; said: Sight }>();

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

  function check(element: Element, inView?: boolean): void {
    const one = watched.get(element);
    if (!one) return;
    one.inView = inView ?? one.inView;
    const now = read(element, one.isSlot, one.inView);
    if (now === one.said) return;
    one.said = now;
    onChange();
  }

  const intersections = new view.IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) check(target, isIntersecting);
  });
  const sizes = new view.ResizeObserver((entries) => {
    for (const { target } of entries) check(target);
  });

  return {
    sight(element, isSlot) {
      const one = watched.get(element) ?? { isSlot, inView: isInView(element), said: 'seen' as Sight };
      one.said = read(element, isSlot, one.inView);
      if (!watched.has(element)) {
        watched.set(element, one);
        intersections.observe(element);
        sizes.observe(element);
      }
      return one.said;
    },
    stop() {
      intersections.disconnect();
      sizes.disconnect();
    },
  };
}
