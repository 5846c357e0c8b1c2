import type { NudgeLink } from '@tendril/core';
import type { Ledger } from '@tendril/protocol';
import type { LiveRegion } from '../page/live-region.js';
import type { Place } from '../page/surfaces.js';
import type { Unlocks } from '../unlock/unlocks.js';
import type { OffersOf } from './offers.js';
import type { Tell } from './tell.js';

/** What all showings of a page share. */
export interface ShowingParts {
  link: NudgeLink;
  tell: Tell;
  /** What is known of what was seen; undefined while nobody is known. */
  seen: () => Ledger | undefined;
  /** Prompts that are open, by what closes them. */
  prompts: Set<() => void>;
  /** What says what comes, once something has, and which stages of which episodes it has said. */
  live: { region?: Promise<LiveRegion>; said?: Set<string> };
  /** Waits for entitlements; undefined where no rule unlocks any. */
  unlocks: () => Unlocks | undefined;
  /** Buttons besides the document's own; undefined where no rule has any. */
  offers: () => OffersOf | undefined;
  /** A preview was closed by the person. */
  endPreview: (nudge: string) => void;
}

/** What one showing has besides. */
export interface OwnParts extends ShowingParts {
  place: Place;
  /** It could not be drawn, or its code failed: it is off the page. */
  onBroken: (error: unknown) => void;
}
