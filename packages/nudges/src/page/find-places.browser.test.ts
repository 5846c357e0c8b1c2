import { describe, expect, it, onTestFinished } from 'vitest';
import { createFakeClock } from '../testing/fake-clock.js';
import { createPlaces } from './find-places.js';

/** A page with one slot of this name; attributes are set by script, so that any text is possible. */
function pageWith(name: string): { root: HTMLElement; slot: HTMLElement } {
  const root = document.body.appendChild(document.createElement('main'));
  onTestFinished(() => root.remove());
  const slot = root.appendChild(document.createElement('div'));
  slot.setAttribute('data-tendril-slot', name);
  return { root, slot };
}

function placesOf(root: Element) {
  const clock = createFakeClock();
  const included: Node[] = [];
  const found: string[] = [];
  const places = createPlaces({
    root,
    clock,
    onRoot: (one) => included.push(one),
    onChange: () => found.push('changed'),
  });
  onTestFinished(places.stop);
  return { places, clock, included, found };
}

it.each([
  'app-banner',
  'with space',
  'quote " inside',
  "apostrophe ' inside",
  'back\\slash',
  'ends with \\',
  '"],body,[x="',
  'line\nbreak',
  'return\rfeed\f',
  'tab\there',
  '1 digit first',
  'é 😀',
  'null',
])('finds the slot %j, and only it', (name) => {
  const { root, slot } = pageWith(name);
  const { places } = placesOf(root);
  expect(places.find({ surface: 'slot', slot: name })).toEqual([slot]);
  expect(places.find({ surface: 'anchor', anchor: name })).toEqual([]);
  slot.setAttribute('data-tendril-slot', 'other');
  places.look();
  expect(places.find({ surface: 'slot', slot: name })).toEqual([]);
});

it('finds all of a name, in the order of the page, and looks inside its root only', () => {
  const { root, slot } = pageWith('twice');
  const copy = root.appendChild(slot.cloneNode() as HTMLElement);
  pageWith('elsewhere');
  const { places } = placesOf(root);
  expect(places.find({ surface: 'slot', slot: 'twice' })).toEqual([slot, copy]);
  expect(places.find({ surface: 'slot', slot: 'elsewhere' })).toEqual([]);
});

it('an element may be slot and anchor, and be selected where it has no name', () => {
  const { root, slot } = pageWith('both');
  slot.dataset.tendrilAnchor = 'a';
  slot.className = 'share';
  const { places } = placesOf(root);
  expect(places.find({ surface: 'slot', slot: 'both' })).toEqual([slot]);
  expect(places.find({ surface: 'anchor', anchor: 'a' })).toEqual([slot]);
  expect(places.find({ surface: 'anchor', selector: 'main > .share' })).toEqual([slot]);
  expect(places.find({ surface: 'slot', selector: '.share' })).toEqual([slot]);
});

it('a name counts before a selector: what has not come yet is not looked for elsewhere', () => {
  const { root, slot } = pageWith('x');
  slot.className = 'share';
  const { places } = placesOf(root);
  expect(places.find({ surface: 'anchor', anchor: 'y', selector: '.share' })).toEqual([]);
});

it.each([
  { surface: 'slot' },
  { surface: 'slot', slot: '' },
  { surface: 'corner' },
  { surface: 'center', selector: 'main' },
  { surface: 'anchor', selector: ':no(' },
  { surface: 'slot', slot: 5 as never },
] as const)('%j is nowhere, and breaks nothing', (where) => {
  expect(placesOf(pageWith('').root).places.find(where)).toEqual([]);
});

describe('open shadow roots', () => {
  function component(parent: Element | ShadowRoot, anchor: string): HTMLElement {
    const shadow = parent.appendChild(document.createElement('x-card')).attachShadow({ mode: 'open' });
    const button = shadow.appendChild(document.createElement('button'));
    button.dataset.tendrilAnchor = anchor;
    return button;
  }
  const where = { surface: 'anchor', anchor: 'share' } as const;

  it('are looked into, one inside the other, and watched', async () => {
    const { root } = pageWith('x');
    const outer = component(root, 'other').getRootNode() as ShadowRoot;
    const button = component(outer, 'share');
    const { places, included, found } = placesOf(root);
    expect(places.find(where)).toEqual([]);
    await expect.poll(() => found).toEqual(['changed']);
    expect(places.find(where)).toEqual([button]);
    expect(included).toEqual([outer, button.getRootNode()]);
  });

  it('that come later are found, looked for every two seconds', async () => {
    const { root } = pageWith('x');
    const { places, clock, found } = placesOf(root);
    places.find(where);
    await import('./seek-roots.js');
    const button = component(root, 'share');
    places.look();
    places.find(where);
    await clock.advance(1999);
    expect(found).toEqual([]);
    await clock.advance(1);
    expect(found).toEqual(['changed']);
    expect(places.find(where)).toEqual([button]);
  });

  it('of nudges are none of the page', () => {
    const { root } = pageWith('x');
    const nudge = root.appendChild(document.createElement('tendril-nudge')).attachShadow({ mode: 'open' });
    nudge.appendChild(document.createElement('p')).dataset.tendrilAnchor = 'share';
    expect(placesOf(root).places.find(where)).toEqual([]);
  });
});
