import type { Json } from '@tendril/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COMBINATOR_NAMES, OPERATOR_NAMES } from './compile.js';
import { compileCondition } from './compile-condition.js';

const FIELDS = ['event', 'where', 'within', 'count', 'last', 'of', 'to', 'is', 'id', 'attributeKey', '$ref'];
const FACTS = {
  a: { b: [1, 'x', null, { c: 2 }] },
  n: 7,
  s: 'x',
  t: { toString: 1 },
  z: null,
  d: '2026-01-01T00:00:00Z',
};
const OPTIONS = {
  groups: { g: ['x'] },
  segments: { s: { n: 7 }, x: { $segment: 'x' } },
  orders: { plan: ['x', 'g', 's'] },
  did: () => () => undefined,
};

const key = fc.oneof(
  fc.constantFrom(...OPERATOR_NAMES(), ...COMBINATOR_NAMES(), ...FIELDS, '$nonsense'),
  fc.constantFrom('a', 'a.b', 'n', 's', 't', 'z', 'd', '__proto__', 'constructor', ''),
);
const scalar = fc.oneof(
  fc.integer(),
  fc.string(),
  fc.boolean(),
  fc.constantFrom(null, 'x', 7, 'g', 's', 'n', '7d', '(', 'ever'),
);
/** JSON that looks like conditions more often than chance would have it. */
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 6 },
    scalar,
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(key, tie('json'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

const shows = (condition: unknown): boolean => compileCondition(condition, OPTIONS).test?.(FACTS, 0) === true;

test('any JSON compiles or is rejected with issues, and never throws', () => {
  fc.assert(
    fc.property(json, (condition) => {
      const { test, issues } = compileCondition(condition, OPTIONS);
      expect(test === undefined).toBe(issues.length > 0);
      expect([true, false, undefined]).toContain(test?.(FACTS, 0));
      for (const { path, cure, message } of issues)
        expect([path, cure, message].every(Boolean) || path === '').toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('a negation is never true of what is not false', () => {
  fc.assert(
    fc.property(json, (condition) => {
      const truth = compileCondition(condition, OPTIONS).test?.(FACTS, 0);
      if (truth !== false) expect(shows({ $not: condition })).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

type Spoil = (condition: { [key: string]: Json }) => Json;
/** Each makes any condition invalid, wherever it is put. */
const SPOILS: Spoil[] = [
  (condition) => ({ ...condition, $nonsense: 1 }),
  (condition) => ({ ...condition, n: { $regx: 'x' } }),
  (condition) => ({ ...condition, n: { $gt: {} } }),
  (condition) => ({ ...condition, $or: { n: 7 } }),
  (condition) => ({ ...condition, '__proto__.x': 1 }),
  (condition) => ({ ...condition, s: { $notInGroup: 'nobody' } }),
  (condition) => ({ ...condition, s: { $regex: '(?!x)' } }),
  (condition) => ({ ...condition, s: { $vne: null } }),
  (condition) => ({ ...condition, s: { $below: 'gold' } }),
  (condition) => ({ ...condition, d: { $ago: { $lt: '1mo' } } }),
  (condition) => ({ ...condition, n: { $ne: { $ref: 'a..b' } } }),
  (condition) => ({ ...condition, $did: { event: 'e', within: '-5d' } }),
  (condition) => ({ ...condition, $ratio: { of: 'n', to: 'n' } }),
  (condition) => ({ ...condition, $segment: 'x' }),
  (condition) => ({ ...condition, $savedGroup: { id: 'g' } }),
  (condition) => [condition],
  () => null,
];
const WRAPS: ((inner: Json) => Json)[] = [
  (inner) => inner,
  (inner) => ({ $not: inner }),
  (inner) => ({ $nor: [inner] }),
  (inner) => ({ $or: [{ n: 7 }, inner] }),
  (inner) => ({ $not: { $and: [{ n: 7 }, inner] } }),
];

test('no mutation that makes a condition invalid makes it true', () => {
  const condition = fc.dictionary(key, json, { maxKeys: 3, noNullPrototype: true });
  fc.assert(
    fc.property(condition, fc.constantFrom(...SPOILS), fc.constantFrom(...WRAPS), (sound, spoil, wrap) => {
      const { test, issues } = compileCondition(wrap(spoil(sound)), OPTIONS);
      expect(issues.length).toBeGreaterThan(0);
      expect(test).toBeUndefined();
    }),
    { numRuns: 2000 },
  );
});
