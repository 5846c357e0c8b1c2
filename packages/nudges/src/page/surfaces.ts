import type { NudgeLink } from '@tendril/core';
import type { Nudge, Placement } from '@tendril/protocol';
import type { SurfaceTrouble } from '@tendril/rules';
import { createPlaces, placeName } from './find-places.js';
import { isBehindModal } from './host-modal.js';
import { createLiveRegion } from './live-region.js';
import { loadFloating, type Place, takePlace } from './place.js';
import { createWaits } from './waits.js';
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
  /** Takes the place of a nudge; undefined where there is none. */
  take(nudge: Nudge, arrival: Arrival): Place | undefined;
  stop(): void;
}

/** What comes with a nudge that takes a place. */
export interface Arrival {
  /** What it says, for those who do not see it come. */
  message: string;
  /** It could not be opened. */
  onBroken: (error: unknown) => void;
}

interface Parts {
  /** The page's root element. */
  root: Element;
  clock: NudgeLink['ports']['clock'];
  /** Places may have come or gone, or be seen again. */
  onChange: () => void;
  /** A single-page app shows another page. */
  onPage: () => void;
}

const isSame = (a: readonly Element[], b: readonly Element[]): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index]);

/** Watches the page under `root`. */
export function createSurfaces({ root, clock, onChange, onPage }: Parts): Surfaces {
  const document = root.ownerDocument;
  const live = createLiveRegion(document);
  const waits = createWaits(clock, onChange);
  /** What was told of each place that a nudge wants: where nothing is another, there is nothing to decide again. */
  const told = new Map<string, { where: Placement; elements: readonly Element[] }>();
  const open = new Map<string, Place & { where: Placement }>();
  let wasModal = false;

  // Whoever asks, also for an explanation: an answer that is not what the last decision rests on calls for another one.
  function seek(where: Placement): readonly Element[] {
    const name = placeName(where);
    if (name === undefined) return [];
    const elements = places.find(where);
    const before = told.get(name);
    told.set(name, { where, elements });
    if (before && !isSame(before.elements, elements)) onChange();
    return elements;
  }

  function isAnyModal(): boolean {
    const modal = isModal();
    if (modal !== wasModal) onChange();
    wasModal = modal;
    return modal;
  }

  // Pages hide their dialogs by a class, which is not watched; the sight of a dialog that is there is.
  const isModal = (inside?: Element) =>
    isBehindModal(places.roots(), inside, (modal) => sights.sight(modal, true) === 'seen');
  const isOpen = (where: Placement) =>
    [...open.values()].some((place) => placeName(place.where) === placeName(where));

  function look(): void {
    places.forget();
    for (const { where } of told.values()) seek(where);
    isAnyModal();
    if ([...open.values()].some((place) => !place.isCurrent())) onChange();
  }

  const watch = watchPage({
    root,
    clock,
    onChange: look,
    onTab: onChange,
    onPage() {
      waits.restart(isOpen);
      onPage();
    },
  });
  const places = createPlaces({ root, clock, onRoot: watch.include, onLater: look });
  const sights = watchSight(document.defaultView as Window & typeof globalThis, onChange);

  /** The elements of a place that are drawn, were they scrolled away or not. */
  const drawn = (where: Placement): Element[] =>
    seek(where).filter((one) => sights.sight(one, where.surface === 'slot') !== 'hidden');

  function anchorTrouble(where: Placement, element: Element | undefined, since: number) {
    if (!element) {
      waits.miss(where, since);
      return 'missing';
    }
    if (!waits.meet(where, since)) return 'late';
    // One that is scrolled away takes no new nudge, and keeps the one that it has.
    return isOpen(where) || sights.sight(element, false) === 'seen' ? undefined : 'hidden';
  }

  return {
    trouble(where, since = 0) {
      if (where.surface !== 'slot') loadFloating().catch(() => {});
      if (placeName(where) === undefined || waits.inCorner(where)) return undefined;
      const [element, another] = drawn(where);
      if (another) return 'ambiguous';
      if (!element && seek(where).length) return 'hidden';
      if (where.surface === 'slot') return element ? undefined : 'missing';
      return anchorTrouble(where, element, since);
    },
    inCorner: waits.inCorner,
    hostModal: (nudge) => !open.has(nudge.id) && isAnyModal() && isModal(drawn(nudge.where)[0]),
    hiddenTab: () => document.visibilityState === 'hidden',
    take(nudge, arrival) {
      const { id, where } = nudge;
      const isCorner = waits.inCorner(where);
      const surface = isCorner ? 'corner' : where.surface;
      const find = () => (placeName(where) === undefined || isCorner ? document.body : drawn(where)[0]);
      const place = takePlace({ where, surface, find, live, ...arrival });
      if (!place) return undefined;
      open.set(id, { ...place, where });
      return {
        ...place,
        close() {
          open.delete(id);
          place.close();
        },
      };
    },
    stop() {
      watch.stop();
      places.stop();
      sights.stop();
      live.remove();
    },
  };
}
