import type { Ruleset } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../create-engine.js';
import { makeNudge, NOW } from '../testing/make-nudge.js';
import type { Facts } from './facts.js';

const FIT = [
  { if: { 'user.role': { $in: ['owner', 'admin'] } }, points: 20 },
  { if: { 'usage.seats.ratio': { $gte: 0.5 } }, points: 30 },
  { if: { 'account.plan': 'free' }, points: -10 },
];
const engineOf = (scores: Ruleset['scores'], who: object = {}) =>
  createEngine({ version: '1', scores, nudges: [makeNudge({ who: who as never })] } as Ruleset);
const scoreOf = (engine: ReturnType<typeof createEngine>, facts: Facts) => {
  engine.setFacts(facts);
  engine.changes(NOW);
  return engine.facts().score;
};
const seats = { seats: { used: 6, limit: 10 } };

describe('a score', () => {
  it.each([
    ['no part holds', {}, 0],
    ['some', { user: { role: 'owner' }, usage: seats }, 50],
    ['one takes points away', { user: { role: 'owner' }, account: { plan: 'free' } }, 10],
  ])('adds up: %s', (_, facts, points) => {
    expect(scoreOf(engineOf({ fit: FIT }), facts)).toEqual({ fit: points });
  });

  it('is read like any fact, and follows its parts', () => {
    const engine = engineOf({ fit: FIT }, { 'score.fit': { $gte: 50 } });
    scoreOf(engine, { user: { role: 'owner' } });
    expect(engine.candidates(NOW)[0]?.who).toBe(false);
    engine.setFacts({ user: { role: 'owner' }, usage: seats });
    expect(engine.changes(NOW)).toEqual(['n']);
    expect(engine.candidates(NOW)[0]?.who).toBe(true);
  });

  it('reads those before it', () => {
    const engine = engineOf({ fit: FIT, hot: [{ if: { 'score.fit': { $gte: 50 } }, points: 1 }] });
    expect(scoreOf(engine, { user: { role: 'owner' }, usage: seats })).toEqual({ fit: 50, hot: 1 });
    expect(scoreOf(engine, { user: { role: 'owner' } })).toEqual({ fit: 20, hot: 0 });
  });

  it('is not there while a part is unknown', () => {
    const unknown = { $ratio: { of: 'usage.seats.used', to: 'usage.seats.limit', is: { $gte: 0.5 } } };
    const engine = engineOf(
      {
        fit: [
          { if: { 'user.a': 1 }, points: 5 },
          { if: unknown, points: 5 },
        ],
      },
      { 'score.fit': { $lt: 9 } },
    );
    expect(scoreOf(engine, { user: { a: 1 } })).toEqual({ fit: null });
    expect(engine.candidates(NOW)[0]?.who).toBe(false);
    expect(scoreOf(engine, { user: { a: 1 }, usage: seats })).toEqual({ fit: 10 });
  });

  it('is the ruleset’s, whatever the facts say', () => {
    expect(scoreOf(engineOf({ fit: FIT }), { score: { fit: 99, other: 1 } })).toEqual({ fit: 0 });
  });
});

describe('rejects what it can not trust', () => {
  const NO_SUCH = { 'score.none': { $gte: 1 } };
  it.each<[string, unknown, object, string[]]>([
    ['a nudge that reads no such score, under a negation too', {}, { $not: NO_SUCH }, ['nudges[0].who']],
    ['a score that reads itself', { a: [{ if: { 'score.a': 1 }, points: 1 }] }, {}, ['scores.a[0].if']],
    [
      'a score that reads a later one',
      { a: [{ if: { 'score.b': 1 }, points: 1 }], b: [{ if: {}, points: 1 }] },
      {},
      ['scores.a[0].if'],
    ],
    [
      'a defective score, and who reads it',
      { a: [{ if: { $xor: [] }, points: 1 }] },
      { 'score.a': 1 },
      ['scores.a[0].if.$xor', 'nudges[0].who'],
    ],
    ['points that are no number', { a: [{ if: {}, points: '5' }] }, {}, ['scores.a']],
    ['parts that are no list', { a: 5 }, {}, ['scores.a']],
  ])('%s', (_, scores, who, paths) => {
    expect(engineOf(scores as Ruleset['scores'], who).faults.map(({ path }) => path)).toEqual(paths);
  });
});
