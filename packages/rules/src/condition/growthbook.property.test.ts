import { evalCondition } from '@growthbook/growthbook';
import type { Json } from '@tendril/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { COMPAT_OPERATORS } from '../testing/compat-operators.js';
import { compileCondition } from './compile-condition.js';

const GROUPS = { pilots: ['acme', 7], none: [] };

const text = fc.constantFrom(
  'acme',
  'Acme',
  '7',
  '10',
  '',
  'null',
  'true',
  'x',
  '1.2.3',
  '1.10.0-beta',
  'v2',
);
const number = fc.constantFrom(0, 1, 7, 10, -1, 0.5);
const scalar = fc.oneof(text, number, fc.boolean(), fc.constant(null));
/** As JSON.parse makes them: GrowthBook can not compare an object without prototype. */
const record = <T extends object>(parts: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record<T>(parts, { noNullPrototype: true });
const element = record({ b: scalar, n: number });
/** Facts by the type that they always have, so that each operator also meets the type that it is made for. */
const facts = fc.record(
  {
    any: fc.oneof(scalar, fc.array(scalar, { maxLength: 4 }), record({ b: scalar })),
    text,
    number,
    version: text,
    texts: fc.array(text, { maxLength: 4 }),
    elements: fc.array(fc.oneof(element, fc.constant(null)), { maxLength: 3 }),
    deep: record({ er: record({ path: scalar }) }),
  },
  { requiredKeys: ['text'], noNullPrototype: true },
);

const named = (
  names: readonly string[],
  operand: fc.Arbitrary<Json>,
): fc.Arbitrary<{ [name: string]: Json }> =>
  fc.tuple(fc.constantFrom(...names), operand).map(([name, value]) => ({ [name]: value }));

const ofAny = fc.oneof(
  named(['$eq', '$ne'], scalar),
  named(['$lt', '$lte', '$gt', '$gte'], fc.oneof(text, number)),
  named(['$in', '$nin', '$ini', '$nini'], fc.array(scalar, { maxLength: 4 })),
  named(['$exists'], fc.boolean()),
  named(['$type'], fc.constantFrom('string', 'number', 'boolean', 'array', 'object', 'null')),
  named(['$inGroup', '$notInGroup'], fc.constantFrom('pilots', 'none')),
  named(['$size'], fc.oneof(number, named(['$gt', '$lte'], number))),
);
const ofVersion = named(
  ['$veq', '$vne', '$vlt', '$vlte', '$vgt', '$vgte'],
  fc.constantFrom('1.2.3', 'v1.10.0', '2', '1.2.3-beta', '1.2.3+5', '1.10.0-beta'),
);
const patterns = fc.constantFrom('^a', 'me$', '[0-9]+', 'a|x', '(c|m)e', '^$', '\\.', '^\\d+\\.\\d+', 'A');

const clause: fc.Arbitrary<{ [path: string]: Json }> = fc.oneof(
  named(['any', 'text', 'number', 'deep.er.path', 'no.where'], scalar),
  named(
    ['any', 'text', 'number', 'deep.er.path', 'no.where', 'any.b'],
    fc.oneof(ofAny, named(['$not'], ofAny)),
  ),
  named(['version', 'no.where', 'text'], ofVersion),
  named(['text'], named(['$regex', '$regexi'], patterns)),
  named(
    ['texts', 'no.where'],
    named(['$all', '$alli'], fc.array(fc.constantFrom('acme', 'ACME', 'x'), { maxLength: 2 })),
  ),
  named(['elements', 'texts', 'any'], named(['$elemMatch'], ofAny)),
  named(['elements'], named(['$elemMatch'], fc.oneof(named(['b', 'n'], scalar), named(['b', 'n'], ofAny)))),
);
const { condition } = fc.letrec<{ condition: { [key: string]: Json } }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4 },
    clause,
    fc.tuple(clause, clause).map(([one, two]) => ({ ...one, ...two })),
    named(['$and', '$or', '$nor'], fc.array(tie('condition'), { maxLength: 3 })),
    named(['$not'], tie('condition')),
  ),
}));

it('says what GrowthBook says, where it is told to be as lenient', () => {
  const options = { groups: GROUPS, operators: COMPAT_OPERATORS };
  fc.assert(
    fc.property(condition, facts, (asked, known) => {
      const { test, issues } = compileCondition(asked, options);
      expect(issues).toEqual([]);
      expect(test?.(known, 0)).toBe(evalCondition(known, asked, GROUPS));
    }),
    { numRuns: 3000 },
  );
});
