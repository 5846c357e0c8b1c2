import type { Decision } from '@tendril/rules';
import { expect, it } from 'vitest';
import { createSuppressions } from './suppressions.js';

const against = (nudge: string, reason: Decision['reason']) => ({ nudge, reason }) as Decision;
const picked = (list: Decision[]) => list.map(({ nudge, reason }) => `${nudge} ${reason}`);

it('tells each nudge and reason once', () => {
  const pick = createSuppressions();
  const decisions = [against('a', 'max'), against('a', 'gap'), against('b', 'max')];
  expect(picked(pick(decisions))).toEqual(['a max', 'a gap', 'b max']);
  expect(pick(decisions)).toEqual([]);
});

it.each(['shown', 'who', 'stage', 'trigger', 'paused', 'holdout', 'identity-pending'] as const)(
  'says nothing of %s: it would not have shown, or does',
  (reason) => {
    expect(createSuppressions()([against('a', reason)])).toEqual([]);
  },
);

it('is bounded', () => {
  const pick = createSuppressions();
  const many = Array.from({ length: 100 }, (_, index) => against(`n${index}`, 'max'));
  expect(pick(many)).toHaveLength(20);
  expect(pick([against('more', 'max')])).toEqual([]);
});
