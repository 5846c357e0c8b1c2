/** Tells what is to be seen of elements, and when that changes: without measuring again and again. */
export interface SightWatch<Sight> {
  look(element: Element): Sight;
  stop(): void;
}

/**
 * `read` says what is to be seen of an element; the second argument is undefined until the browser has said whether it is
 * in view. Where a later look, by anybody, says something else than the one before, `onChange` is called.
 */
export function watchSight<Sight>(
  view: Window & typeof globalThis,
  read: (element: Element, inView: boolean | undefined) => Sight,
  onChange: () => void,
): SightWatch<Sight> {
  const known = new WeakMap<Element, { inView: boolean | undefined; sight: Sight }>();

  function look(element: Element, inView = known.get(element)?.inView): Sight {
    const before = known.get(element);
    const sight = read(element, inView);
    known.set(element, { inView, sight });
    if (before && before.sight !== sight) onChange();
    return sight;
  }

  const intersections = new view.IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) look(target, isIntersecting);
  });
  const sizes = new view.ResizeObserver((entries) => {
    for (const { target } of entries) look(target);
  });
  return {
    look(element) {
      if (!known.has(element)) {
        intersections.observe(element);
        sizes.observe(element);
      }
      return look(element);
    },
    stop() {
      intersections.disconnect();
      sizes.disconnect();
    },
  };
}
