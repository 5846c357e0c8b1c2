import type { Nudge, Ruleset } from '@tendril/protocol';
import { expect, it } from 'vitest';
import { makeNudge } from '../testing/make-ruleset.js';
import { diffRulesets } from './diff-rulesets.js';

const of = (nudges: Nudge[], more: Partial<Ruleset> = {}): Ruleset => ({ version: '1', nudges, ...more });

it('finds nothing between equal rulesets, however their keys and nudges are ordered', () => {
  const [one, other] = [makeNudge('one'), makeNudge('other')];
  const reordered = Object.fromEntries(Object.entries(one).reverse()) as unknown as Nudge;
  expect(diffRulesets(of([one, other]), of([other, reordered]))).toEqual({
    isSame: true,
    added: [],
    removed: [],
    changed: [],
    other: [],
  });
});

it('names a value whole when it becomes one of another kind', () => {
  const before = of([makeNudge('n', { who: { 'user.role': ['a'] } })]);
  const after = of([makeNudge('n', { who: { 'user.role': { $in: ['a'] } } })]);
  expect(diffRulesets(before, after).changed).toEqual([{ id: 'n', rev: [1, 1], paths: ['who.user.role'] }]);
});

it('names nudges that come, go and change, and where', () => {
  const before = of([makeNudge('kept'), makeNudge('gone'), makeNudge('changed', { priority: 10 })], {
    segments: { power: { 'user.role': 'owner' } },
  });
  const after = of(
    [
      makeNudge('kept'),
      makeNudge('changed', { rev: 2, who: { 'user.role': ['a', 'b'] }, when: { on: [{ usage: 'seats' }] } }),
      makeNudge('new'),
    ],
    { segments: { power: { 'user.role': 'admin' }, more: {} } },
  );
  expect(diffRulesets(before, after)).toEqual({
    isSame: false,
    added: ['new'],
    removed: ['gone'],
    changed: [
      {
        id: 'changed',
        rev: [1, 2],
        paths: ['rev', 'when.on[0].page', 'when.on[0].usage', 'priority', 'who'],
      },
    ],
    other: ['segments.power.user.role', 'segments.more'],
  });
});
