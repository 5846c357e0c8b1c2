import { describe, expect, it } from 'vitest';
import { position } from './position.js';

const SPACE = { width: 1000, height: 800 };
const PANEL = { width: 300, height: 200 };
/** 100 by 40, in the middle of the window unless told. */
const at = (left = 450, top = 380) => ({ left, top, width: 100, height: 40 });
const place = (
  anchor = at(),
  wish: Partial<Parameters<typeof position>[3]> = {},
  panel = PANEL,
): [number, number] => {
  const { x, y } = position(anchor, panel, SPACE, { rtl: false, ...wish });
  return [x, y];
};

describe('beside an anchor with room all around', () => {
  it.each([
    ['bottom', undefined, 350, 428],
    ['top', undefined, 350, 172],
    ['bottom', 'start', 450, 428],
    ['bottom', 'end', 250, 428],
    ['start', undefined, 142, 300],
    ['end', undefined, 558, 300],
    ['end', 'start', 558, 380],
    ['end', 'end', 558, 220],
  ] as const)('%s, %s', (side, align, x, y) => {
    expect(place(at(), { side, ...(align && { align }) })).toEqual([x, y]);
  });

  it('is below and in the middle when nothing is said', () => {
    expect(place()).toEqual([350, 428]);
  });
});

describe('in RTL', () => {
  it.each([
    ['start', 'center', 558, 300],
    ['end', 'center', 142, 300],
    ['bottom', 'start', 250, 428],
    ['bottom', 'end', 450, 428],
    ['end', 'start', 142, 380],
  ] as const)('%s, %s', (side, align, x, y) => {
    expect(place(at(), { side, align, rtl: true })).toEqual([x, y]);
  });
});

describe('without room', () => {
  it.each([
    ['below', at(450, 700), 'bottom', 350, 492],
    ['above', at(450, 50), 'top', 350, 98],
    ['at the end', at(850, 380), 'end', 542, 300],
    ['at the start', at(50, 380), 'start', 158, 300],
  ] as const)('%s it flips to the other side', (_, anchor, side, x, y) => {
    expect(place(anchor, { side })).toEqual([x, y]);
  });

  it('fits exactly, and flips where one pixel is missing', () => {
    // 800 - 8 of margin - 200 of panel - 8 of gap - 40 of anchor
    expect(place(at(450, 544))[1]).toBe(592);
    expect(place(at(450, 545))[1]).toBe(337);
  });

  it.each([
    ['past the start', at(0), 8],
    ['past the end', at(900), 692],
  ])('%s it shifts along', (_, anchor, x) => {
    expect(place(anchor)[0]).toBe(x);
  });

  it('on either side it takes the roomier one, and stays in the window', () => {
    const tall = { width: 300, height: 700 };
    expect(place(at(450, 300), {}, tall)[1]).toBe(92);
    expect(place(at(450, 460), { side: 'bottom' }, tall)[1]).toBe(8);
  });

  it('larger than the window, its beginning shows', () => {
    expect(place(at(), {}, { width: 2000, height: 2000 })).toEqual([8, 8]);
  });
});
