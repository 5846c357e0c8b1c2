import type { PanelParts } from './open-panel.js';
import type { Previews } from './previews.js';

/** The panel of `tendril.debug()`, and what it puts on the page. Nothing of it is loaded before it is asked for. */
export interface Debugging {
  open(): void;
  /** What is tried out; undefined as long as nothing was. */
  readonly previews: Previews | undefined;
  stop(): void;
}

/** `onMissing` is told why the panel does not come. */
export function createDebugging(
  parts: Omit<PanelParts, 'previews'>,
  onChange: () => void,
  onMissing: (error: unknown) => void,
): Debugging {
  let previews: Previews | undefined;
  let close: (() => void) | undefined;
  let stopped = false;
  return {
    open() {
      import('./open-panel.js').then(({ createPreviews, openPanel }) => {
        close?.();
        previews ??= createPreviews(onChange);
        if (!stopped) close = openPanel({ ...parts, previews });
      }, onMissing);
    },
    get previews() {
      return previews;
    },
    stop() {
      stopped = true;
      close?.();
    },
  };
}
