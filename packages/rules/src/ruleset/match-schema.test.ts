import { readFileSync } from 'node:fs';
import { RULESET_SCHEMA, type Schema } from '@tendril/protocol';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchSchema } from './match-schema.js';

describe('each keyword', () => {
  const REFERS: Schema = {
    $defs: { n: { type: 'number', minimum: 1 } },
    items: { $ref: '#/$defs/n' },
    type: 'array',
  };
  it.each([
    ['type', { type: 'string' }, 'x', 5],
    ['type integer', { type: 'integer' }, 5, 5.5],
    ['type number', { type: 'number' }, 5, '5'],
    ['type object', { type: 'object' }, {}, []],
    ['type boolean', { type: 'boolean' }, false, null],
    ['const', { type: 'boolean', const: true }, true, false],
    ['enum', { type: 'string', enum: ['a'] }, 'a', 'toString'],
    ['pattern', { type: 'string', pattern: '^.$' }, '😀', 'ab'],
    ['minimum', { type: 'number', minimum: 0 }, 0, -1],
    ['maximum', { type: 'number', maximum: 1 }, 1, 1.1],
    ['minItems', { type: 'array', minItems: 1 }, [1], []],
    ['maxItems', { type: 'array', maxItems: 1 }, [1], [1, 2]],
    ['items', { type: 'array', items: { type: 'number' } }, [1], ['1']],
    ['minProperties', { type: 'object', minProperties: 1 }, { a: 1 }, {}],
    ['required', { type: 'object', required: ['constructor'] }, { constructor: 1 }, {}],
    ['properties', { type: 'object', properties: { a: { type: 'number' } } }, { b: 'x' }, { a: 'x' }],
    [
      'no other properties',
      { type: 'object', properties: {}, additionalProperties: false },
      {},
      { toString: 1 },
    ],
    ['other properties', { type: 'object', additionalProperties: { type: 'number' } }, { a: 1 }, { a: 'x' }],
    ['anyOf', { anyOf: [{ type: 'string', const: 'a' }, { type: 'number' }] }, 3, true],
    ['$ref', REFERS, [1], [0]],
  ] as [string, Schema, unknown, unknown][])('%s', (_, schema, good, bad) => {
    expect(matchSchema(good, schema)).toEqual([]);
    expect(matchSchema(bad, schema)).toHaveLength(1);
  });

  it('anyOf reports the branch that comes closest', () => {
    const branch = (name: string): Schema => ({
      type: 'object',
      required: [name],
      properties: { [name]: { type: 'string' } },
      additionalProperties: false,
    });
    const issues = matchSchema({ event: 5 }, { anyOf: [branch('page'), branch('event')] });
    expect(issues).toMatchObject([{ code: 'type', path: 'event' }]);
  });
});

const NUDGE_EXAMPLE = {
  id: 'a',
  rev: 1,
  type: 'banner',
  category: 'upsell',
  mode: 'live',
  priority: 5,
  who: { a: 1 },
  when: { on: [{ event: 'e', where: { a: 1 } }, { page: true }, { manual: true }, { gate: 'g' }] },
  where: { surface: 'anchor', anchor: 'x', pages: { include: ['/'], exclude: ['/x'] } },
  what: {
    locale: 'en',
    content: { en: { title: 't', actions: [{ id: 'link', label: 'l', do: 'navigate', url: '/x' }] } },
    tone: 'info',
  },
  how: {
    unit: 'user',
    max: [{ n: 1, per: 'session' }],
    cooldown: 'P1D',
    onDismiss: 'never',
    exempt: ['gap'],
  },
  schedule: { start: '2026-01-01T00:00:00Z' },
  test: { key: 'k', unit: 'user', arms: [{ id: 'a', weight: 0.5, show: false }] },
  goal: { event: 'e', window: 'P1D', unit: 'user' },
  unlock: { entitlement: 'e', timeout: 'PT2M' },
};
const SANDBOX = JSON.parse(
  readFileSync(new URL('../../../../examples/script-tag/ruleset.json', import.meta.url), 'utf8'),
);
/** Sound documents: the sandbox's nudges one by one, as a change in one is not sought in the others. */
const BASES = [
  ...SANDBOX.nudges.map((nudge: object) => ({ ...SANDBOX, nudges: [nudge] })),
  {
    version: '1.2',
    nudges: [NUDGE_EXAMPLE],
    policy: { caps: [{ category: '*', n: 1, per: 'P1D' }], gap: 'PT1M' },
    groups: { g: [1] },
    orders: { o: ['a'] },
    segments: { s: {} },
  },
];

/** Paths to every value inside. */
const pathsOf = (value: unknown): string[][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [
        [key],
        ...pathsOf(inner).map((rest) => [key, ...rest]),
      ])
    : [];

type Holder = { [key: string]: unknown };
function change(document: unknown, path: string[], how: (holder: Holder, key: string) => void): unknown {
  const copy = structuredClone(document);
  const holder = path.slice(0, -1).reduce((inner, key) => inner[key] as Holder, copy as Holder);
  how(holder, path.at(-1) ?? '');
  return copy;
}

const values = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom(
    '',
    'session',
    'P1D',
    'never',
    'live',
    '/',
    'javascript:x',
    '2026-01-01T00:00:00Z',
    '2.0',
    0,
    1,
    -1,
    101,
    true,
    [],
    {},
  ),
  fc.constant(Array(1001).fill({})),
);
const mutated = fc.constantFrom(...BASES).chain((base) =>
  fc
    .tuple(fc.constantFrom(...pathsOf(base)), values, fc.constantFrom('set', 'remove', 'add'))
    .map(([path, value, kind]) =>
      change(base, path, (holder, key) => {
        if (kind === 'remove' && !Array.isArray(holder)) delete holder[key];
        else if (kind === 'add' && !Array.isArray(holder)) holder[`${key}_`] = value;
        else holder[key] = value;
      }),
    ),
);

it('agrees with a general validator on every change of a sound document', () => {
  const validate = new Ajv2020({ strict: false }).compile(RULESET_SCHEMA);
  const seen = { sound: 0, faulty: 0 };
  for (const base of BASES) expect(matchSchema(base, RULESET_SCHEMA)).toEqual([]);
  fc.assert(
    fc.property(mutated, (document) => {
      const issues = matchSchema(document, RULESET_SCHEMA);
      expect(issues.length === 0, JSON.stringify(issues)).toBe(validate(document));
      for (const { message, cure } of issues) expect(message && cure).toMatch(/./);
      seen[issues.length ? 'faulty' : 'sound'] += 1;
    }),
    { numRuns: 3000 },
  );
  expect(Math.min(seen.sound, seen.faulty)).toBeGreaterThan(100);
});
