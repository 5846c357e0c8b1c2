import type { NudgeLink } from '@tendril/core';
import type { Placement } from '@tendril/protocol';
import { openRoots } from './open-roots.js';

/** Looking through a whole page for shadow roots takes longest, so that it is done at most so often. */
const ROOTS_MS = 1000;

/** What a place is called, or how it is selected; undefined for one that floats and needs no element. */
export function placeName({ surface, slot, anchor, selector = '' }: Placement): string | undefined {
  if (surface !== 'slot' && surface !== 'anchor') return undefined;
  const name = surface === 'slot' ? slot : anchor;
  return name ? `${surface}=${name}` : selector;
}

/** Finds the elements that rules name, in open shadow roots too. */
export interface Places {
  /** Elements of that name, whether or not they can be seen. */
  find(where: Placement): readonly Element[];
  /** The page has changed: looks again for all that was asked for. */
  look(): void;
  /** The page and its open shadow roots, as far as they are known. */
  roots(): readonly ParentNode[];
  stop(): void;
}

interface Parts {
  root: Element;
  clock: NudgeLink['ports']['clock'];
  /** Called with each shadow root that is found. */
  onRoot: (root: Node) => void;
  /** Whoever asks gets another answer than the last time. */
  onChange: () => void;
}

const isSame = (a: readonly Element[], b: readonly Element[]): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index]);

/** One walk of the page finds all that have a name, however many rules wait for one; a selector takes a walk of its own. */
export function createPlaces({ root, clock, onRoot, onChange }: Parts): Places {
  const asked = new Map<string, { where: Placement; elements: readonly Element[] }>();
  let roots: ParentNode[] = [root];
  let found: Map<string, Element[]> | undefined;
  let sought = -ROOTS_MS;
  let changed = true;
  let cancel: (() => void) | undefined;

  const all = (selector: string): Element[] => roots.flatMap((one) => [...one.querySelectorAll(selector)]);

  function index(): Map<string, Element[]> {
    const places = new Map<string, Element[]>();
    for (const surface of ['slot', 'anchor'])
      for (const element of all(`[data-tendril-${surface}]`)) {
        const name = `${surface}=${element.getAttribute(`data-tendril-${surface}`)}`;
        places.set(name, [...(places.get(name) ?? []), element]);
      }
    return places;
  }

  function lookUp(name: string, { surface, slot, anchor }: Placement): readonly Element[] {
    found ??= index();
    if (!name || (surface === 'slot' ? slot : anchor)) return found.get(name) ?? [];
    try {
      return all(name);
    } catch {
      // A selector that is none selects nothing, and `explain` says so.
      return [];
    }
  }

  /** What is not in the page itself may be in a component's shadow root that was not there before. */
  function seekRoots(): void {
    if (!changed) return;
    const rest = sought + ROOTS_MS - clock.now();
    if (rest > 0) {
      cancel ??= clock.after(rest, () => {
        cancel = undefined;
        look();
      });
      return;
    }
    changed = false;
    sought = clock.now();
    for (const one of openRoots(root))
      if (!roots.includes(one)) {
        roots.push(one);
        onRoot(one);
        found = undefined;
      }
  }

  function find(where: Placement): readonly Element[] {
    const name = placeName(where);
    if (name === undefined) return [];
    let elements = lookUp(name, where);
    if (!elements.length) {
      seekRoots();
      elements = lookUp(name, where);
    }
    const before = asked.get(name)?.elements;
    asked.set(name, { where, elements });
    if (before && !isSame(before, elements)) onChange();
    return elements;
  }

  function look(): void {
    found = undefined;
    changed = true;
    roots = roots.filter((one) => one === root || (one as ShadowRoot).host.isConnected);
    for (const { where } of asked.values()) find(where);
  }

  return { find, look, roots: () => roots, stop: () => cancel?.() };
}
