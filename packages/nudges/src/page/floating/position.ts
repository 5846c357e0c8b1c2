import type { Placement } from '@tendril/protocol';

export interface Size {
  width: number;
  height: number;
}

export interface Box extends Size {
  left: number;
  top: number;
}

/** Between anchor and panel. */
const GAP = 8;
/** Between panel and the edge of the window. */
const MARGIN = 8;

interface Wish extends Pick<Placement, 'side' | 'align'> {
  rtl: boolean;
}

/** One axis: where to begin beside a span, on the wanted side of it or, where there is no room, on the other. */
function beside(from: number, to: number, size: number, space: number, after: boolean): number {
  const before = from - GAP - MARGIN;
  const behind = space - MARGIN - GAP - to;
  const [wanted, other] = after ? [behind, before] : [before, behind];
  // Where neither has room, the roomier one.
  const stays = wanted >= size || (other < size && wanted >= other);
  return stays === after ? to + GAP : from - GAP - size;
}

/** The other axis: in line with a span's start, center or end. */
function along(from: number, to: number, size: number, align: string): number {
  if (align === 'start') return from;
  return align === 'end' ? to - size : (from + to - size) / 2;
}

/** Keeps it in the window; where it is too large, its beginning. */
const shift = (at: number, size: number, space: number): number =>
  Math.max(MARGIN, Math.min(at, space - MARGIN - size));

/** Where a panel goes beside its anchor, in window coordinates: flips to the other side and shifts along, to be in view. */
export function position(
  anchor: Box,
  panel: Size,
  space: Size,
  { side = 'bottom', align = 'center', rtl }: Wish,
) {
  const { left, top, width, height } = anchor;
  const [right, bottom] = [left + width, top + height];
  // Start and end follow the text, which runs the other way in RTL.
  const turn = (name: string): string => (rtl ? ({ start: 'end', end: 'start' }[name] ?? name) : name);
  const isVertical = side === 'top' || side === 'bottom';
  const x = isVertical
    ? along(left, right, panel.width, turn(align))
    : beside(left, right, panel.width, space.width, turn(side) === 'end');
  const y = isVertical
    ? beside(top, bottom, panel.height, space.height, side === 'bottom')
    : along(top, bottom, panel.height, align);
  return { x: shift(x, panel.width, space.width), y: shift(y, panel.height, space.height) };
}
