/**
 * Remembers where the focus came from when it entered an element of ours. The result gives it back, if it is still
 * inside; to be called before the element goes.
 */
export function lendFocus(element: HTMLElement, root: ShadowRoot): () => void {
  let owner: EventTarget | null = null;
  // Moves inside the shadow root are not heard out here.
  element.addEventListener('focusin', ({ relatedTarget }) => {
    owner = relatedTarget ?? owner;
  });
  return () => {
    if (root.activeElement) (owner as HTMLElement | null)?.focus({ preventScroll: true });
  };
}
