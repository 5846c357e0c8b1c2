import type { Nudge, Ruleset } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { makeNudge } from '../testing/make-nudge.js';
import { checkRuleset } from './check-ruleset.js';
import { implies } from './unreachable-stages.js';

const content = { locale: 'en', content: { en: {} } };
const warningsOf = (nudges: Partial<Nudge>[], more: Partial<Ruleset> = {}) => {
  const document = {
    version: '1',
    ...more,
    nudges: nudges.map((one, index) => makeNudge({ id: `n${index}`, category: 'discovery', ...one })),
  };
  const { warnings, issues } = checkRuleset(document);
  expect(issues).toEqual([]);
  return (warnings ?? []).map(({ code, path, message, cure }) => ({
    code,
    path,
    text: `${message}; ${cure}`,
  }));
};
const stage = (id: string, ratio: { [operator: string]: number }, priority?: number) => ({
  id,
  if: { 'usage.seats.ratio': ratio },
  ...(priority !== undefined && { priority }),
});
const where = (slot: string) => ({ surface: 'slot' as const, slot });

describe('overlap', () => {
  it.each<[string, Partial<Nudge>[], string[]]>([
    ['equal priority on one surface', [{}, {}], ['nudges[1].priority']],
    ['50 is the default', [{ priority: 50 }, {}], ['nudges[1].priority']],
    ['one warning each', [{}, {}, {}], ['nudges[1].priority', 'nudges[2].priority']],
    ['another priority', [{ priority: 60 }, {}], []],
    ['another surface', [{ where: where('a') }, { where: where('b') }], []],
    [
      'a stage’s priority',
      [{ priority: 60, what: { ...content, stages: [stage('s', { $gte: 1 }, 50)] } }, {}],
      ['nudges[1].priority'],
    ],
    [
      'times that do not meet',
      [{ schedule: { end: '2026-03-01T00:00:00Z' } }, { schedule: { start: '2026-03-01T00:00:00Z' } }],
      [],
    ],
    [
      'times that meet',
      [{ schedule: { end: '2026-03-02T00:00:00Z' } }, { schedule: { start: '2026-03-01T00:00:00Z' } }],
      ['nudges[1].priority'],
    ],
  ])('%s', (_, nudges, paths) => {
    expect(warningsOf(nudges).map(({ code, path }) => [code, path])).toEqual(
      paths.map((path) => ['overlap', path]),
    );
  });

  it('names the other nudge', () => {
    expect(warningsOf([{}, {}])[0]?.text).toMatch(/50 on slot:top, as nudges\[0\] \(n0\).*higher priority/);
  });
});

describe('unreachable', () => {
  const of = (...stages: ReturnType<typeof stage>[]) => warningsOf([{ what: { ...content, stages } }]);

  it('a stage after one that holds whenever it does', () => {
    const [warning] = of(stage('s70', { $gte: 0.7 }), stage('s90', { $gte: 0.9 }));
    expect(warning).toMatchObject({ code: 'unreachable', path: 'nudges[0].what.stages[1].if' });
    expect(warning?.text).toMatch(/put s90 before s70/);
  });

  it('not when the higher one comes first', () => {
    expect(of(stage('s90', { $gte: 0.9 }), stage('s70', { $gte: 0.7 }))).toEqual([]);
  });

  it.each([
    [{ a: { $gt: 1 } }, { a: { $gte: 1 } }, true],
    [{ a: { $gte: 1 } }, { a: { $gt: 1 } }, false],
    [{ a: { $gte: 2, $lt: 3 } }, { a: { $gte: 1, $lte: 3 } }, true],
    [{ a: { $gte: 2 } }, { a: { $gte: 1, $lte: 3 } }, false],
    [{ a: { $gte: 2 }, b: 'x' }, { a: { $gte: 1 } }, true],
    [{ a: { $gte: 2 } }, { a: { $gte: 1 }, b: 'x' }, false],
    [{ a: { $gte: 2 }, b: 'x' }, { a: { $gte: 1 }, b: 'x' }, true],
    [{ a: { $in: [1] } }, { a: { $in: [1, 2] } }, false],
    [{ b: { $gte: 2 } }, { a: { $gte: 1 } }, false],
    [{ a: 1 }, {}, true],
  ])('%j implies %j: %s', (narrow, wide, expected) => {
    expect(implies(narrow, wide)).toBe(expected);
  });
});

describe('cover', () => {
  const did = (more: object) => ({ $did: { event: 'e', within: '14d', ...more } });
  const NEEDS: [string, object, string][] = [
    ['never did', { $not: did({}) }, 'nudges[0].who.$not.$did'],
    ['none of', { $nor: [{ a: 1 }, did({})] }, 'nudges[0].who.$nor[1].$did'],
    ['count 0', did({ count: 0 }), 'nudges[0].who.$did'],
    ['fewer than', did({ count: { $lt: 3 } }), 'nudges[0].who.$did'],
    ['few days', did({ days: { $lte: 1 } }), 'nudges[0].who.$did'],
    ['a change', did({ change: { $lte: -0.5 } }), 'nudges[0].who.$did'],
    ['not at least', { $or: [{ $not: did({ count: { $gte: 3 } }) }] }, 'nudges[0].who.$or[0].$not.$did'],
  ];
  it.each(NEEDS)('%s needs it', (_, who, path) => {
    const [warning] = warningsOf([{ who: who as never }]);
    expect(warning).toMatchObject({ code: 'cover', path });
    expect(warning?.text).toMatch(/14d back; shorten `within`/);
  });

  it.each([
    ['did', did({})],
    ['at least', did({ count: { $gte: 3 } })],
    ['on days', did({ days: { $gte: 3 } })],
    ['not never', { $not: did({ count: 0 }) }],
    ['not not', { $not: { $not: did({}) } }],
    ['a rest since the last', did({ last: { $ago: { $gt: '7d' } } })],
  ])('%s does not', (_, who) => {
    expect(warningsOf([{ who: who as never }])).toEqual([]);
  });

  it('is asked for in segments, scores and stages, too', () => {
    const never = { $not: did({}) } as never;
    const paths = warningsOf([{ what: { ...content, stages: [{ id: 's', if: never }] } }], {
      segments: { quiet: never },
      scores: { a: [{ if: never, points: 1 }] },
    }).map(({ path }) => path);
    expect(paths).toEqual([
      'segments.quiet.$not.$did',
      'scores.a[0].if.$not.$did',
      'nudges[0].what.stages[0].if.$not.$did',
    ]);
  });
});

it('a document with issues has no warnings', () => {
  expect(checkRuleset({ version: '1', nudges: [{}] }).warnings).toBeUndefined();
});
