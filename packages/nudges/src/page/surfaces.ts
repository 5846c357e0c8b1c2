import type { NudgeLink } from '@tendril/core';
import type { Nudge, Placement } from '@tendril/protocol';
import type { SurfaceTrouble } from '@tendril/rules';
import { createPlaces } from './find-places.js';
import type { FloatingSurfaces } from './floating/floating-surfaces.js';
import { isDrawnWhenFilled } from './is-drawn.js';
import type { Place, Seat } from './place.js';
import { watchPage } from './watch-page.js';
import { watchSight } from './watch-sight.js';

export type { Place } from './place.js';

/** The places of a page, and what stands in the way of using them. */
export interface Surfaces {
  /** `since` is when the nudge was triggered: it begins a wait for what is not there. */
  trouble(where: Placement, since?: number): SurfaceTrouble | undefined;
  /** An anchor was waited for in vain, and its nudge takes the corner. */
  inCorner(where: Placement): boolean;
  /** A modal dialog of the host is in the way of a nudge that is not on the page yet. */
  hostModal(nudge: Nudge): boolean;
  hiddenTab(): boolean;
  /** May this tab show it? With `ask` it asks for that where it may not yet. */
  isMine(nudge: Nudge, ask: boolean): boolean;
  /** Leaves all nudges but these to other tabs. */
  keep(nudges: readonly { nudge: string }[]): void;
  /** Takes the place of a nudge by `take`; undefined where there is none. */
  take(nudge: Nudge, take: (seat: Seat) => Place | undefined): Place | undefined;
  stop(): void;
}

interface Parts {
  /** The page's root element. */
  root: Element;
  ports: Pick<NudgeLink['ports'], 'clock' | 'tabs'>;
  /** Places may have come or gone, or be seen again. */
  onChange: () => void;
  /** A single-page app shows another page. */
  onPage: () => void;
  /** What only some places need could not be loaded. */
  onMissing: (error: unknown) => void;
}

/** Watches the page under `root`. What floats over a page takes more, which is loaded when a nudge wants to float. */
export function createSurfaces({ root, ports, onChange, onPage, onMissing }: Parts): Surfaces {
  const document = root.ownerDocument;
  const { clock } = ports;
  const view = document.defaultView as Window & typeof globalThis;
  const taken = new Set<Place>();
  const wanted = new Set<Placement>();
  let floating: FloatingSurfaces | undefined;
  let loading = false;
  let stopped = false;
  let seenTab = document.visibilityState;

  const slots = watchSight(view, isDrawnWhenFilled, onChange);
  const places = createPlaces({ root, clock, onRoot: (one) => page.include(one), onChange });
  const page = watchPage({
    root,
    clock,
    onChange: look,
    onPage() {
      floating?.restart();
      onPage();
    },
  });

  /** Decides again where something is other than it was. */
  function look(): void {
    const tab = document.visibilityState;
    places.look();
    for (const where of wanted) drawnSlots(where);
    floating?.look();
    if (tab !== seenTab || [...taken].some((place) => !place.isCurrent())) onChange();
    seenTab = tab;
  }

  async function load(): Promise<void> {
    if (loading) return;
    loading = true;
    const { createFloatingSurfaces } = await import('./floating/floating-surfaces.js');
    if (stopped) return;
    floating = createFloatingSurfaces({ document, ports, places, onChange });
    onChange();
  }

  const drawnSlots = (where: Placement) => places.find(where).filter(slots.look);
  const slotSeat = (where: Placement): Seat => ({
    surface: 'slot',
    find: () => drawnSlots(where)[0],
    parentOf: (slot) => slot,
  });

  return {
    trouble(where, since = 0) {
      if (where.surface !== 'slot') {
        if (!floating) load().catch(onMissing);
        return floating ? floating.trouble(where, since) : 'missing';
      }
      wanted.add(where);
      const { length } = drawnSlots(where);
      if (length) return length > 1 ? 'ambiguous' : undefined;
      return places.find(where).length ? 'hidden' : 'missing';
    },
    inCorner: (where) => !!floating?.inCorner(where),
    // What is in the flow of the page interrupts nobody.
    hostModal: (nudge) => nudge.where.surface !== 'slot' && !!floating?.hostModal(nudge),
    hiddenTab: () => document.visibilityState === 'hidden',
    // What is part of the page shows in every tab, as the page itself does.
    isMine: (nudge, ask) => nudge.where.surface === 'slot' || !floating || floating.isMine(nudge, ask),
    keep: (nudges) => floating?.keep(nudges),
    take(nudge, take) {
      const seat = nudge.where.surface === 'slot' ? slotSeat(nudge.where) : floating?.seat(nudge);
      const place = seat && take(seat);
      if (!place) return undefined;
      taken.add(place);
      return {
        ...place,
        close() {
          taken.delete(place);
          place.close();
        },
      };
    },
    stop() {
      stopped = true;
      page.stop();
      places.stop();
      slots.stop();
      floating?.stop();
    },
  };
}
