import type { Calculator, Formula } from '@tendril/protocol';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { checkRuleset } from '../ruleset/check-ruleset.js';
import { makeNudge } from '../testing/make-nudge.js';
import { evaluateFormula } from './evaluate-formula.js';

const names = {
  input: (id: string) => ({ hours: 4, none: 0 })[id],
  result: (id: string) => ({ half: 2 })[id],
  fact: (path: string) => ({ seats: 9, word: 'many' })[path],
};

describe('values', () => {
  it.each<[Formula, number | undefined]>([
    [7, 7],
    [{ input: 'hours' }, 4],
    [{ result: 'half' }, 2],
    [{ result: 'undefined' }, undefined],
    [{ fact: 'seats', else: 1 }, 9],
    [{ fact: 'word', else: 1 }, 1],
    [{ fact: 'missing', else: 0 }, 0],
    [{ add: [1, 2, 3] }, 6],
    [{ subtract: [5, 3] }, 2],
    [{ multiply: [2, 3, 4] }, 24],
    [{ divide: [9, 2] }, 4.5],
    [{ divide: [9, { input: 'none' }] }, undefined],
    [{ divide: [{ input: 'none' }, { input: 'none' }] }, undefined],
    [{ multiply: [1e200, 1e200] }, undefined],
    [{ min: [3, 1, 2] }, 1],
    [{ max: [3, 1, 2] }, 3],
    [{ round: [2.5] }, 3],
    [{ floor: [2.9] }, 2],
    [{ ceil: [2.1] }, 3],
    [{ divide: [{ multiply: [{ input: 'hours' }, 52] }, { add: [1, 1] }] }, 104],
  ])('%j is %j', (formula, value) => {
    expect(evaluateFormula(formula, names)).toBe(value);
  });
});

const OPERATORS = ['add', 'subtract', 'multiply', 'divide', 'min', 'max', 'round', 'floor', 'ceil', 'power'];
/** JSON that looks like formulas more often than chance would have it. */
const { formula } = fc.letrec<{ formula: unknown }>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc.double(),
    fc.constantFrom(
      { input: 'a' },
      { input: 'b' },
      { result: 'r' },
      { fact: 'x', else: 1 },
      { fact: 'x' },
      null,
      '1',
    ),
    fc
      .tuple(fc.constantFrom(...OPERATORS), fc.array(tie('formula'), { minLength: 1, maxLength: 3 }))
      .map(([operator, operands]) => ({ [operator]: operands })),
  ),
}));

const documentOf = (one: unknown) => {
  const calculator = {
    inputs: [{ id: 'a', label: 'A', min: -10, max: 10, default: 0 }],
    results: [
      { id: 'r', label: 'R', formula: { input: 'a' } },
      { id: 's', label: 'S', formula: one },
    ],
  } as Calculator;
  const what = { locale: 'en', content: { en: {} }, calculator };
  return { version: '1', nudges: [makeNudge({ type: 'calculator', category: 'discovery', what })] };
};

test('a formula of a sound document has a finite value or none, for whatever is entered and known', () => {
  let sound = 0;
  fc.assert(
    fc.property(formula, fc.double({ min: -10, max: 10 }), fc.anything(), (one, a, fact) => {
      const { ruleset } = checkRuleset(documentOf(one));
      if (!ruleset) return;
      sound += 1;
      const value = evaluateFormula(one as Formula, { input: () => a, result: () => a, fact: () => fact });
      expect(value === undefined || Number.isFinite(value)).toBe(true);
    }),
    { numRuns: 3000 },
  );
  // A check that lets nothing through would prove nothing.
  expect(sound).toBeGreaterThan(300);
});
