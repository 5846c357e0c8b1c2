import { checkRuleset } from '@tendril/rules';
import { expect, it } from 'vitest';
import { makeNudge } from '../testing/make-ruleset.js';
import { trimRuleset } from './trim-ruleset.js';

const RULESET = {
  version: '1',
  orders: { plan: ['free', 'team'] },
  segments: {
    direct: { $segment: 'inner' },
    inner: { 'user.tag': { $inGroup: 'tags' } },
    ofScore: { 'user.id': { $savedGroup: 'x' } },
    unused: { 'user.email': { $inGroup: 'people' } },
  },
  groups: { tags: ['a'], people: ['ada@example.com'], saved: ['s'], where: ['csv'] },
  scores: {
    base: [{ if: { $savedGroup: { id: 'saved', attributeKey: 'user.id' } }, points: 1 }],
    fit: [{ if: { 'score.base': 1 }, points: 1 }],
    unused: [{ if: { 'user.role': 'owner' }, points: 1 }],
  },
  policy: { holdout: 0.1 },
  nudges: [
    makeNudge('segment', { who: { $or: [{ $segment: 'direct' }, { 'user.a': 1 }] } }),
    makeNudge('score', { what: { locale: 'en', content: { en: { title: '{score.fit} points' } } } }),
    makeNudge('where', {
      when: { on: [{ event: 'e', where: { 'event.format': { $notInGroup: 'where' } } }] },
    }),
    makeNudge('plain'),
  ],
};
const trimmed = (...ids: string[]) => {
  const nudges = RULESET.nudges.filter(({ id }) => ids.includes(id));
  const { segments = {}, groups = {}, scores = {}, ...rest } = trimRuleset(RULESET, nudges);
  expect(checkRuleset({ ...rest, segments, groups, scores }).issues).toEqual([]);
  return [Object.keys(segments), Object.keys(groups), Object.keys(scores)];
};

it.each([
  [['segment'], [['direct', 'inner'], ['tags'], []]],
  [['score'], [[], ['saved'], ['base', 'fit']]],
  [['where'], [[], ['where'], []]],
  [['plain'], [[], [], []]],
  [
    ['segment', 'score'],
    [
      ['direct', 'inner'],
      ['tags', 'saved'],
      ['base', 'fit'],
    ],
  ],
])('with %j keeps what they need, and it is sound', (ids, expected) => {
  expect(trimmed(...ids)).toEqual(expected);
});

it('keeps everything else, and lists stand in for lists that are needed', () => {
  const nudges = RULESET.nudges.slice(0, 1);
  const { orders, policy, groups } = trimRuleset(RULESET, nudges, { tags: [], people: ['x'] });
  expect({ orders, policy, groups }).toEqual({
    orders: RULESET.orders,
    policy: RULESET.policy,
    groups: { tags: [] },
  });
});

it('is the same text when nothing goes', () => {
  const whole = {
    version: '1',
    segments: { s: { 'user.a': 1 } },
    nudges: [makeNudge('n', { who: { $segment: 's' } })],
  };
  expect(JSON.stringify(trimRuleset(whole, whole.nudges))).toBe(JSON.stringify(whole));
});
