import type { Placement, SurfaceKind } from '@tendril/protocol';

/** A nudge that is drawn, and not seen yet. */
export interface Floated {
  element: HTMLElement;
  root: ShadowRoot;
  surface: SurfaceKind;
  where: Placement;
  /** The anchor as it is now; pages replace theirs. */
  find: () => Element | undefined;
}
