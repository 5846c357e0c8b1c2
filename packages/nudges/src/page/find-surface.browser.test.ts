import { expect, it, onTestFinished } from 'vitest';
import { findSurface } from './find-surface.js';

/** A page with one slot of this name; attributes are set by script, so that any text is possible. */
function pageWith(name: string): { root: HTMLElement; slot: HTMLElement } {
  const root = document.body.appendChild(document.createElement('main'));
  onTestFinished(() => root.remove());
  const slot = root.appendChild(document.createElement('div'));
  slot.setAttribute('data-tendril-slot', name);
  return { root, slot };
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
])('finds the slot %j, and only it', (name) => {
  const { root, slot } = pageWith(name);
  expect(findSurface(root, { surface: 'slot', slot: name })).toBe(slot);
  slot.setAttribute('data-tendril-slot', 'other');
  expect(findSurface(root, { surface: 'slot', slot: name })).toBeUndefined();
});

it('takes the first of several, and looks inside its root only', () => {
  const { root, slot } = pageWith('twice');
  root.append(slot.cloneNode());
  pageWith('elsewhere');
  expect(findSurface(root, { surface: 'slot', slot: 'twice' })).toBe(slot);
  expect(findSurface(root, { surface: 'slot', slot: 'elsewhere' })).toBeUndefined();
});

it.each([{ surface: 'slot' }, { surface: 'slot', slot: '' }, { surface: 'corner' }] as const)(
  '%j is nowhere',
  (where) => {
    expect(findSurface(pageWith('').root, where)).toBeUndefined();
  },
);

it('a name that is no text is nowhere, and breaks nothing', () => {
  expect(findSurface(pageWith('x').root, { surface: 'slot', slot: 5 as never })).toBeUndefined();
});
