import type { NudgeLink } from '@tendril/core';
import type { Placement } from '@tendril/protocol';
import type { RootSeeker } from './seek-roots.js';

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
  /** The page has changed: looks again when asked. */
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
  const asked = new Map<string, readonly Element[]>();
  let roots: ParentNode[] = [root];
  let found: Map<string, Element[]> | undefined;
  let seeker: RootSeeker | undefined;
  let loads = false;

  const all = (selector: string): Element[] => roots.flatMap((one) => [...one.querySelectorAll(selector)]);

  function index(): Map<string, Element[]> {
    const places = new Map<string, Element[]>();
    for (const element of all('[data-tendril-slot],[data-tendril-anchor]'))
      for (const surface of ['slot', 'anchor']) {
        const value = element.getAttribute(`data-tendril-${surface}`);
        const name = `${surface}=${value}`;
        if (value) places.set(name, [...(places.get(name) ?? []), element]);
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

  function addRoots(open: readonly ShadowRoot[]): void {
    const fresh = open.filter((one) => !roots.includes(one));
    if (!fresh.length) return;
    roots = [root, ...open];
    for (const one of fresh) onRoot(one);
    look();
    onChange();
  }

  /** What is not in the page itself may be in the shadow root of a component: looking there is loaded when it is needed. */
  async function loadSeeker(): Promise<void> {
    const { createRootSeeker } = await import('./seek-roots.js');
    seeker = createRootSeeker(root, clock, addRoots);
    seeker.seek();
  }

  function find(where: Placement): readonly Element[] {
    const name = placeName(where);
    if (name === undefined) return [];
    const elements = lookUp(name, where);
    if (!elements.length) {
      // Without it, the page itself is all that is looked through.
      if (!loads) loadSeeker().catch(() => {});
      loads = true;
      seeker?.seek();
    }
    const before = asked.get(name);
    asked.set(name, elements);
    if (before && !isSame(before, elements)) onChange();
    return elements;
  }

  function look(): void {
    found = undefined;
  }

  return { find, look, roots: () => roots, stop: () => seeker?.stop() };
}
