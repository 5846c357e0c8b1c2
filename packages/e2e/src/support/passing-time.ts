declare global {
  interface Window {
    /** Lets this many milliseconds pass at once: the date is later, and timers that are due by then fire in order. */
    pass(ms: number): void;
  }
}

/** For a page's `before`: time goes on as ever, and as far as `pass` says. It must not refer to anything outside. */
export const passingTime = (): void => {
  const RealDate = Date;
  const { setTimeout: set, clearTimeout: clear } = window;
  const waiting = new Map<number, { due: number; run: () => void }>();
  let ahead = 0;
  // WebKit's driver gives a script up by a timer of the page.
  const DRIVER_MS = 30_000;
  window.Date = class extends RealDate {
    constructor(...given: unknown[]) {
      if (given.length) super(...(given as [number]));
      else super(RealDate.now() + ahead);
    }
    static override now() {
      return RealDate.now() + ahead;
    }
  } as DateConstructor;
  window.setTimeout = ((fn: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) => {
    const run = () => {
      waiting.delete(id);
      fn(...given);
    };
    const id = set(run, ms);
    if (ms !== DRIVER_MS) waiting.set(id, { due: Date.now() + ms, run });
    return id;
  }) as typeof window.setTimeout;
  window.clearTimeout = (id) => {
    waiting.delete(Number(id));
    clear(id);
  };
  window.pass = (ms) => {
    ahead += ms;
    const due = [...waiting].filter(([, one]) => one.due <= Date.now()).sort(([, a], [, b]) => a.due - b.due);
    for (const [id, { run }] of due) {
      if (!waiting.has(id)) continue;
      clear(id);
      run();
    }
  };
};
