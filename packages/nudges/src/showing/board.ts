import type { ActiveNudge } from '@tendril/core';
import type { ToShow } from '../debug/previews.js';
import type { Rules } from '../load-rules.js';
import type { Surfaces } from '../page/surfaces.js';
import type { ShowingParts } from './parts.js';

/** What stands on the page now, and the control groups that hold a place there. */
export interface ShownBoard {
  shown: ActiveNudge[];
  ghosts: ActiveNudge[];
}

export interface SurfaceBoard {
  /** Makes the page show just these. */
  show(decisions: readonly ToShow[], rules: Rules): ShownBoard;
  /** Surfaces whose nudge is being used, and which nudge that is. */
  busy(): { [surface: string]: string };
  /** Takes a nudge off the page, as it has been unlocked; false where it is not there. */
  close(nudge: string): boolean;
  clear(): void;
}

/** What a board is given. */
export interface BoardParts extends Omit<ShowingParts, 'prompts' | 'live'> {
  /** The page's root element. */
  root: Element;
  surfaces: Surfaces;
  /** A nudge can not be drawn, or its code failed, and why. */
  onBroken: (active: ActiveNudge, error: unknown) => void;
}
