import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineOf } from './line-of.js';

const SOURCE = `{
  "version": "1",
  "nudges": [
    { "id": "a", "text": "a { \\"quoted\\" [ brace, and a \\\\" },
    {
      "id": "b",
      "who": {
        "usage.seats.ratio": { "$gte": 0.7 },
        "$and": [
          { "a": 1 },
          {
            "b.c": [1,
              2] }
        ]
      }
    }
  ]
}`;

describe('the line of a path', () => {
  it.each([
    ['version', 2],
    ['nudges', 3],
    ['nudges[0]', 4],
    ['nudges[0].id', 4],
    ['nudges[1]', 5],
    ['nudges[1].id', 6],
    ['nudges[1].who', 7],
    ['nudges[1].who.usage.seats.ratio', 8],
    ['nudges[1].who.usage.seats.ratio.$gte', 8],
    ['nudges[1].who.$and', 9],
    ['nudges[1].who.$and[0]', 10],
    ['nudges[1].who.$and[1]', 11],
    ['nudges[1].who.$and[1].b.c', 12],
    ['nudges[1].who.$and[1].b.c[1]', 13],
    ['', 1],
  ])('%s is %d', (path, line) => {
    expect(lineOf(SOURCE, path)).toBe(line);
  });

  it.each([
    ['nudges[0].rev', 4],
    ['nudges[1].who.$and[7].x', 9],
    ['policy.gap', 1],
  ])('%s, which is missing, is that of what lacks it: %d', (path, line) => {
    expect(lineOf(SOURCE, path)).toBe(line);
  });
});

/** Every leaf of a document is a text of its own, found again by its line. */
function leavesOf(value: unknown, path: string): [path: string, leaf: string][] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, inner]) =>
    leavesOf(inner, Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key),
  );
}
const tree = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(''),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', '$or', '"{', ']\\'), tie('value'), { maxKeys: 3 }),
  ),
})).value;

it('is that on which the value stands, for any document and spacing', () => {
  fc.assert(
    fc.property(tree, fc.constantFrom(1, '\n', '\t'), (value, space) => {
      let count = 0;
      const named = JSON.parse(JSON.stringify({ value }), (_, one) =>
        one === '' ? `leaf ${count++}.` : one,
      );
      const source = JSON.stringify(named, null, space);
      const lines = source.split('\n');
      for (const [path, leaf] of leavesOf(named, '')) {
        const expected = lines.findIndex((line) => line.includes(leaf)) + 1;
        expect(lineOf(source, path)).toBe(expected);
      }
    }),
    { numRuns: 500 },
  );
});

it('takes a document that is deeper than sound ones are', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  expect(lineOf(`{"a":\n${deep},\n"b": 1}`, 'b')).toBe(3);
});
