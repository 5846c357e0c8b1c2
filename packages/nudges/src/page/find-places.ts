import type { NudgeLink } from '@tendril/core';
import type { Placement } from '@tendril/protocol';
import { openRoots } from './open-roots.js';

/** Looking through a whole page for shadow roots takes longest, so that it is done at most so often. */
const ROOTS_MS = 1000;
const NAMED = '[data-tendril-slot],[data-tendril-anchor]';

/** What a place is called, or how it is selected; undefined for one that floats and needs no element. */
export function placeName({ surface, slot, anchor, selector }: Placement): string | undefined {
  if (surface !== 'slot' && surface !== 'anchor') return undefined;
  const name = surface === 'slot' ? slot : anchor;
  return name ? `${surface}=${name}` : `${selector ?? ''}`;
}

/** Finds the elements that rules name, in open shadow roots too. */
export interface Places {
  /** Elements of that name, whether or not they can be seen. */
  find(where: Placement): readonly Element[];
  /** The page has changed: looks again when asked. */
  forget(): void;
  /** The page and its open shadow roots, as far as they are known. */
  roots(): readonly ParentNode[];
  stop(): void;
}

interface Parts {
  root: Element;
  clock: NudgeLink['ports']['clock'];
  /** Called with each shadow root that is found. */
  onRoot: (root: Node) => void;
  /** It is time to look for what was not found a moment ago. */
  onLater: () => void;
}

/** One walk of the page finds all that have a name, however many rules wait for one; a selector takes a walk of its own. */
export function createPlaces({ root, clock, onRoot, onLater }: Parts): Places {
  let roots: ParentNode[] = [root];
  let sought = -Infinity;
  let changed = true;
  let cancel: (() => void) | undefined;
  let found: Map<string, Element[]> | undefined;

  const all = (selector: string): Element[] => {
    try {
      return roots.flatMap((one) => [...one.querySelectorAll(selector)]);
    } catch {
      // A selector that is none selects nothing, and `explain` says so.
      return [];
    }
  };

  function index(): Map<string, Element[]> {
    const places = new Map<string, Element[]>();
    for (const element of all(NAMED))
      for (const surface of ['slot', 'anchor']) {
        const name = element.getAttribute(`data-tendril-${surface}`);
        if (name) places.set(`${surface}=${name}`, [...(places.get(`${surface}=${name}`) ?? []), element]);
      }
    return places;
  }

  function lookUp(where: Placement): readonly Element[] {
    const name = placeName(where) ?? '';
    found ??= index();
    const known = found.get(name);
    if (known || name.startsWith(`${where.surface}=`) || !name) return known ?? [];
    const selected = all(name);
    found.set(name, selected);
    return selected;
  }

  /** What is not in the page itself may be in a component's shadow root that was not there before. */
  function seekRoots(): boolean {
    const rest = sought + ROOTS_MS - clock.now();
    if (!changed) return false;
    if (rest > 0) {
      cancel ??= clock.after(rest, () => {
        cancel = undefined;
        onLater();
      });
      return false;
    }
    cancel?.();
    cancel = undefined;
    changed = false;
    sought = clock.now();
    const known = roots;
    roots = [root, ...openRoots(root)];
    const fresh = roots.filter((one) => !known.includes(one));
    for (const one of fresh) onRoot(one);
    if (fresh.length) found = undefined;
    return fresh.length > 0;
  }

  return {
    find(where) {
      const elements = lookUp(where);
      return elements.length || !seekRoots() ? elements : lookUp(where);
    },
    forget() {
      found = undefined;
      changed = true;
    },
    roots: () => roots,
    stop: () => cancel?.(),
  };
}
