const EVENTS = [
  'click',
  'input',
  'change',
  'submit',
  'keydown',
  'focusin',
  'focusout',
  'pointerdown',
  'toggle',
];

/**
 * Calls `onError` with what an event handler below the root throws. Browsers report such an error to the window while
 * the event is still on its way, at the element whose handler it was: https://html.spec.whatwg.org/#report-an-exception.
 * It is told as ours then, and not on the console; error monitors of the page hear of it too. The result stops watching.
 */
export function watchHandlers(root: ShadowRoot, onError: (error: unknown) => void): () => void {
  const view = root.ownerDocument.defaultView;
  let event: Event | undefined;
  const note = (next: Event) => {
    event = next;
  };
  const look = (report: ErrorEvent) => {
    // Over once it has been everywhere, then at nothing.
    const at = (event?.currentTarget ?? null) as Node | null;
    // A host's own component is in the page, below the element that has the root.
    if (!root.contains(at) && !root.host.contains(at)) return;
    report.preventDefault();
    onError(report.error ?? report.message);
  };
  for (const name of EVENTS) root.addEventListener(name, note, true);
  view?.addEventListener('error', look);
  return () => {
    for (const name of EVENTS) root.removeEventListener(name, note, true);
    view?.removeEventListener('error', look);
  };
}
