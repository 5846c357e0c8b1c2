const SEEN_RATIO = 0.5;
const SEEN_MS = 1000;

/**
 * Calls `onSeen` once, when half of the element has been visible for a second in a visible tab: the usual measure of a
 * viewable impression. Rendering alone is no exposure. The result stops watching.
 */
export function watchExposure(element: Element, onSeen: () => void): () => void {
  const view = element.ownerDocument.defaultView;
  if (!view) return () => {};
  let timer = 0;
  let inView = false;

  const look = () => {
    view.clearTimeout(timer);
    if (inView && element.ownerDocument.visibilityState === 'visible') timer = view.setTimeout(seen, SEEN_MS);
  };
  const observer = new view.IntersectionObserver(
    (entries) => {
      inView = (entries.at(-1)?.intersectionRatio ?? 0) >= SEEN_RATIO;
      look();
    },
    { threshold: SEEN_RATIO },
  );
  const stop = () => {
    view.clearTimeout(timer);
    observer.disconnect();
    element.ownerDocument.removeEventListener('visibilitychange', look);
  };
  const seen = () => {
    stop();
    onSeen();
  };
  observer.observe(element);
  element.ownerDocument.addEventListener('visibilitychange', look);
  return stop;
}
