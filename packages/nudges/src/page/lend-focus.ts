/**
 * Remembers where the focus came from when it entered an element of ours. The result gives it back, if it is still
 * inside; to be called before the element goes.
 */
export function lendFocus({ host }: ShadowRoot): () => void {
  let owner: HTMLElement | undefined;
  host.addEventListener('focusin', (event) => {
    // Moves inside the shadow root are not heard out here.
    const { relatedTarget } = event as FocusEvent;
    if (relatedTarget) owner = relatedTarget as HTMLElement;
  });
  return () => {
    if (host.shadowRoot?.activeElement && owner?.isConnected) owner.focus({ preventScroll: true });
  };
}
