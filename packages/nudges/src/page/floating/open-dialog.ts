/**
 * Opens the modal dialog of a nudge. The focus goes to its heading: the first control might be the one that buys. Closing
 * gives the focus back, which the browser does.
 */
export function openDialog(root: ShadowRoot): () => void {
  const dialog = root.querySelector('dialog');
  if (!dialog) return () => {};
  // Closed by us, it is off the page by the time that its event comes; else the system did, as by a gesture.
  dialog.addEventListener('close', () => {
    if (dialog.isConnected) dialog.querySelector<HTMLElement>('.close')?.click();
  });
  const heading = dialog.querySelector<HTMLElement>('h1,h2,h3,h4,.title');
  if (heading) {
    heading.id ||= 'title';
    heading.tabIndex = -1;
    dialog.setAttribute('aria-labelledby', heading.id);
  }
  const first = heading ?? dialog.querySelector<HTMLElement>('.close');
  // While it opens, the browser looks for this; else the first control would have the focus for a moment.
  first?.setAttribute('autofocus', '');
  dialog.showModal();
  first?.focus();
  return () => dialog.close();
}
