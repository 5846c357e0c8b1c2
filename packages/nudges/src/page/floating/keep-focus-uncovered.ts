import type { SurfaceKind } from '@tendril/protocol';

const covers = (a: DOMRect, b: DOMRect): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Has the page scroll focused controls clear of an edge, as long as a bar lies there. */
function padScrolling(element: HTMLElement, edge: 'top' | 'bottom'): () => void {
  const { documentElement: page, defaultView } = element.ownerDocument;
  const view = defaultView as Window & typeof globalThis;
  const name = `scroll-padding-${edge}`;
  const before = page.style.getPropertyValue(name);
  const own = view.getComputedStyle(page).getPropertyValue(name);
  const base = own === 'auto' ? '0px' : own;
  const sizes = new view.ResizeObserver(() => {
    page.style.setProperty(name, `calc(${base} + ${element.offsetHeight}px)`);
  });
  sizes.observe(element);
  return () => {
    sizes.disconnect();
    page.style.setProperty(name, before);
  };
}

/**
 * What has the focus is not covered (WCAG 2.4.11): a bar has the page scroll it clear, and where it still lies under the
 * nudge, as in the page's own header, the nudge moves to the other edge. The result ends it.
 */
export function keepFocusUncovered(element: HTMLElement, surface: SurfaceKind): () => void {
  const document = element.ownerDocument;
  const view = document.defaultView as Window & typeof globalThis;
  const unpad = surface === 'top' || surface === 'bottom' ? padScrolling(element, surface) : () => {};

  function clear(event: Event): void {
    const focused = event.composedPath()[0] as Element;
    if (element.contains(event.target as Node)) return;
    // The page scrolls to what is focused after this event.
    view.requestAnimationFrame(() => {
      element.removeAttribute('across');
      const isUnder = covers(element.getBoundingClientRect(), focused.getBoundingClientRect());
      element.toggleAttribute('across', isUnder);
    });
  }

  document.addEventListener('focusin', clear);
  return () => {
    document.removeEventListener('focusin', clear);
    unpad();
  };
}
