import { describe, expect, it } from 'vitest';
import { createEngine } from '../create-engine.js';
import { makeNudge, NOW } from '../testing/make-nudge.js';
import { hasRatio, relax } from './relax.js';

const RATIO = { of: 'a', to: 'b' };

it.each([
  [{ 'usage.seats.ratio': { $gte: 0.5, $lt: 0.75 } }, { 'usage.seats.ratio': { $gte: 0.25, $lt: 1 } }],
  [{ 'usage.seats.ratio': { $gt: 0.5, $lte: 0.75 } }, { 'usage.seats.ratio': { $gt: 0.25, $lte: 1 } }],
  [{ $ratio: { ...RATIO, is: { $gte: 0.5 } } }, { $ratio: { ...RATIO, is: { $gte: 0.25 } } }],
  [{ $not: { 'x.ratio': { $gte: 0.5 } } }, { $not: { 'x.ratio': { $gte: 0.75 } } }],
  [{ 'x.ratio': { $not: { $lt: 0.5 } } }, { 'x.ratio': { $not: { $lt: 0.25 } } }],
  [{ $nor: [{ $not: { 'x.ratio': { $gt: 0.5 } } }] }, { $nor: [{ $not: { 'x.ratio': { $gt: 0.25 } } }] }],
  [{ $or: [{ 'x.ratio': { $gt: 0.5 } }, { a: 1 }] }, { $or: [{ 'x.ratio': { $gt: 0.25 } }, { a: 1 }] }],
  [
    { 'x.left': { $gte: 5 }, 'x.ratio': 0.5 },
    { 'x.left': { $gte: 5 }, 'x.ratio': 0.5 },
  ],
  [{ 'x.ratio': { $in: [0.5] } }, { 'x.ratio': { $in: [0.5] } }],
])('%j gives way to %j', (condition, relaxed) => {
  expect(hasRatio(condition)).toBe(true);
  expect(relax(condition, 0.25)).toEqual(relaxed);
});

describe('a segment', () => {
  const high = { 'x.ratio': { $gte: 0.5 } };
  const eased = { 'x.ratio': { $gte: 0.25 } };
  it.each([
    [{ $segment: 'high' }, { $and: [{}, eased] }],
    [{ $segment: 'high', $and: [{ a: 1 }] }, { $and: [{ $and: [{ a: 1 }] }, eased] }],
    [{ $not: { $segment: 'high' } }, { $not: { $and: [{}, { 'x.ratio': { $gte: 0.75 } }] } }],
    [{ $segment: 'both' }, { $and: [{}, { $and: [{ b: 2 }, eased] }] }],
    [{ $segment: 'loop' }, { $and: [{}, { $not: { $segment: 'loop' } }] }],
    [{ $segment: 'missing' }, { $segment: 'missing' }],
  ])('%j is written out as %j', (condition, relaxed) => {
    const segments = { high, both: { b: 2, $segment: 'high' }, loop: { $not: { $segment: 'loop' } } };
    expect(hasRatio(condition)).toBe(true);
    expect(relax(condition, 0.25, segments)).toEqual(relaxed);
  });
});

it.each([[{ 'x.left': { $gte: 5 } }], [undefined], [{}]])('%j has nothing to give', (condition) => {
  expect(hasRatio(condition)).toBe(false);
});

describe('a meter that hovers at a threshold', () => {
  const stage = (id: string, ratio: number) => ({ id, if: { 'usage.seats.ratio': { $gte: ratio } } });
  const engineOf = (margin?: number) =>
    createEngine({
      version: '1',
      nudges: [
        makeNudge({
          who: { 'usage.seats.ratio': { $gte: 0.7 } },
          what: {
            locale: 'en',
            content: { en: {} },
            stages: [stage('s100', 1), stage('s90', 0.9), stage('s70', 0.7)],
            ...(margin !== undefined && { margin }),
          },
        }),
      ],
    });
  /** The stage after each reading of seats in 1,000; a dash where the nudge does not qualify. */
  function follow(engine: ReturnType<typeof engineOf>, used: number[]) {
    return used.map((one) => {
      engine.setFacts({ usage: { seats: { used: one, limit: 1000 } } });
      const [candidate] = engine.candidates(NOW);
      return candidate?.who ? candidate.stage?.id : '-';
    });
  }

  it('leaves a stage two points below it, and not before', () => {
    expect(follow(engineOf(), [899, 900, 899, 880, 879, 899, 900])).toEqual([
      's70',
      's90',
      's90',
      's90',
      's70',
      's70',
      's90',
    ]);
  });

  it('does not flicker when the threshold is that of a segment', () => {
    const engine = createEngine({
      version: '1',
      segments: { full: { 'usage.seats.ratio': { $gte: 0.9 } } },
      nudges: [
        makeNudge({
          what: { locale: 'en', content: { en: {} }, stages: [{ id: 'full', if: { $segment: 'full' } }] },
        }),
      ],
    });
    expect(follow(engine, [899, 900, 899, 880, 879, 899])).toEqual([
      undefined,
      'full',
      'full',
      'full',
      undefined,
      undefined,
    ]);
  });

  it('reaches a higher stage at once', () => {
    expect(follow(engineOf(), [900, 1000, 985, 979])).toEqual(['s90', 's100', 's100', 's90']);
  });

  it('keeps the nudge itself, too, and begins strictly', () => {
    expect(follow(engineOf(), [699, 700, 681, 679, 699])).toEqual(['-', 's70', 's70', '-', '-']);
  });

  it('does not do so without a margin', () => {
    expect(follow(engineOf(0), [900, 899, 900])).toEqual(['s90', 's70', 's90']);
  });
});
