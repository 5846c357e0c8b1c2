// Opens and closes a popover at an anchor, or a modal dialog: by a nudge where there is Tendril, else by the browser alone.
const LIMIT_FRAMES = 600;
/** After a rest, the first frames do not come at the usual pace. */
const PACE_FRAMES = 5;

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const task = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });

/** How many frames it takes until something holds, looked at as each is about to be painted. */
async function framesUntil(holds) {
  for (let frames = 1; frames <= LIMIT_FRAMES; frames++) {
    await frame();
    if (holds()) return frames;
  }
  throw new Error(`after ${LIMIT_FRAMES} frames it is not so: ${holds}`);
}

const nudge = () => document.querySelector('tendril-nudge[popover]');
const isOpen = (root, kind) =>
  !!(kind === 'modal' ? root?.querySelector('dialog[open]') : root?.querySelector('section'));

const byNudge = {
  open: (kind) => globalThis.tendril.track('nudge.requested', { nudge: kind }),
  isOpen: (kind) => !!nudge()?.matches(':popover-open') && isOpen(nudge().shadowRoot, kind),
  close: () => nudge().shadowRoot.querySelector('.close').click(),
  isClosed: () => !nudge(),
};

const popover = document.querySelector('[popover]');
const dialog = document.querySelector('dialog');
const alone = {
  open(kind) {
    if (kind === 'modal') return dialog.showModal();
    popover.showPopover();
    const { left, bottom } = document.querySelector('#anchor').getBoundingClientRect();
    popover.style.translate = `${left}px ${bottom + 8}px`;
  },
  isOpen: (kind) => (kind === 'modal' ? dialog.open : popover.matches(':popover-open')),
  close: (kind) => (kind === 'modal' ? dialog.close() : popover.hidePopover()),
  isClosed: () => true,
};

const subject = popover ? alone : byNudge;

/**
 * Begins when a frame has just been painted, so that whoever is ready at once waits as long for the next one. A callback
 * of `requestAnimationFrame` runs before its frame is painted, and a task that it posts runs after: that is the end.
 * @returns how many frames it took, and milliseconds
 */
async function untilPainted(open, isOpen) {
  for (let at = 0; at < PACE_FRAMES; at++) await frame();
  await task();
  const start = performance.now();
  open();
  const frames = await framesUntil(isOpen);
  await task();
  return { frames, ms: performance.now() - start };
}

globalThis.workload = {
  /** Opens it, and is done when it is painted. */
  open: (kind) =>
    untilPainted(
      () => subject.open(kind),
      () => subject.isOpen(kind),
    ),
  /** The same without anything that opens. */
  wait: () =>
    untilPainted(
      () => {},
      () => true,
    ),
  async close(kind) {
    subject.close(kind);
    await framesUntil(subject.isClosed);
  },
  /** Sends all. @returns how many events the collector has acknowledged */
  async sent() {
    if (!globalThis.tendril) return 0;
    await globalThis.tendril.flush();
    return globalThis.tendril.stats().sent;
  },
};
