import type { NudgeLink } from '@tendril/core';
import type { Nudge, Placement } from '@tendril/protocol';
import type { SurfaceTrouble } from '@tendril/rules';
import { type Places, placeName } from '../find-places.js';
import { isDrawn } from '../is-drawn.js';
import type { Seat } from '../place.js';
import { watchSight } from '../watch-sight.js';
import { closestAcross } from './across-roots.js';
import { readAnchor } from './anchor-sight.js';
import { FLOATING_STYLES } from './floating-styles.js';
import { isBehindModal } from './host-modal.js';
import { openFloating } from './open-floating.js';
import { createTabClaims, type TabClaims } from './tab-claims.js';
import { createWaits } from './waits.js';

/** What floats over a page: beside an anchor, in the corner, at an edge, in the center. */
export interface FloatingSurfaces extends TabClaims {
  trouble(where: Placement, since: number): SurfaceTrouble | undefined;
  inCorner(where: Placement): boolean;
  hostModal(nudge: Nudge): boolean;
  seat(nudge: Nudge): Seat;
  /** The page has changed. */
  look(): void;
  /** Another page. */
  restart(): void;
  stop(): void;
}

interface Parts {
  document: Document;
  ports: Pick<NudgeLink['ports'], 'clock' | 'tabs'>;
  places: Places;
  onChange: () => void;
}

/** Inside of these an element is above the rest of the page; what is outside may be inert, or close them when used. */
const LAYERS = 'dialog,[popover],[aria-modal=true]';

export function createFloatingSurfaces({ document, ports, places, onChange }: Parts): FloatingSurfaces {
  const view = document.defaultView as Window & typeof globalThis;
  const anchors = watchSight(view, readAnchor, onChange);
  // Pages hide their dialogs by a class, which is not watched; that a dialog is seen no more is.
  const modals = watchSight(view, isDrawn, onChange);
  const waits = createWaits(ports.clock, onChange);
  const claims = createTabClaims(ports.tabs, onChange);
  const open = new Map<string, Placement>();
  const wanted = new Set<Placement>();
  let wasModal = false;

  const isModal = (inside?: Element) => isBehindModal(places.roots(), inside, modals.look);
  const isOpen = (where: Placement) => [...open.values()].some((one) => placeName(one) === placeName(where));
  /** The elements of a place that are drawn, be they scrolled away or not. */
  const drawn = (where: Placement) =>
    places.find(where).filter((element) => anchors.look(element) !== 'hidden');

  function isAnyModal(): boolean {
    const before = wasModal;
    wasModal = isModal();
    if (wasModal !== before) onChange();
    return wasModal;
  }

  function troubleOf(where: Placement, element: Element | undefined, since: number) {
    if (!element && places.find(where).length) return 'hidden';
    if (!element) {
      waits.miss(where, since);
      return 'missing';
    }
    if (!waits.meet(where, since)) return 'late';
    // One that is scrolled away takes no new nudge, and keeps the one that it has.
    return isOpen(where) || anchors.look(element) === 'seen' ? undefined : 'hidden';
  }

  return {
    trouble(where, since) {
      if (where.surface !== 'anchor' || waits.inCorner(where)) return undefined;
      wanted.add(where);
      const [element, another] = drawn(where);
      return another ? 'ambiguous' : troubleOf(where, element, since);
    },
    ...claims,
    inCorner: waits.inCorner,
    hostModal: ({ id, where }) => !open.has(id) && isAnyModal() && isModal(drawn(where)[0]),
    seat({ id, where }) {
      const surface = waits.inCorner(where) ? 'corner' : where.surface;
      const find = () => (surface === 'anchor' ? drawn(where)[0] : document.body);
      open.set(id, where);
      return {
        surface,
        find,
        parentOf: (element) => closestAcross(element, LAYERS) ?? document.body,
        styles: FLOATING_STYLES,
        prepare(element) {
          element.popover = 'manual';
          element.dataset.surface = surface;
        },
        open: (element, root) => openFloating({ element, root, surface, where, find }),
        leave: () => open.delete(id),
      };
    },
    look() {
      isAnyModal();
      for (const where of wanted) drawn(where);
    },
    restart: () => waits.restart(isOpen),
    stop() {
      anchors.stop();
      modals.stop();
      waits.stop();
      claims.keep([]);
    },
  };
}
