import type { Condition, Json } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import type { DidLeaf } from './compile.js';
import { compileCondition } from './compile-condition.js';
import table from './conditions.json';
import { readPath } from './path.js';
import { all, type Test } from './truth.js';

type Expected = boolean | null | 'rejected';

const MEASURES = ['count', 'days', 'last', 'change'] as const;
/** What was measured stands in the fact `did`; what does not is not known. */
const did = (leaf: DidLeaf): Test =>
  all(
    MEASURES.map(
      (name): Test =>
        (facts, now) => {
          const measured = readPath(facts, `did.${name}`);
          const test = leaf[name];
          return test ? (measured === null ? undefined : test(measured, now, facts)) : true;
        },
    ),
  );

function evaluate(condition: Json, facts: Json): Expected {
  const { groups, orders, now } = table;
  const segments: { [name: string]: Condition } = table.segments;
  const { test, issues } = compileCondition(condition, { groups, segments, orders, did });
  if (!issues.length) return test?.(facts, now) ?? null;
  for (const { code, path, message, cure } of issues)
    expect([code, message, cure, typeof path]).toEqual([
      ...[expect.stringMatching(/./), expect.stringMatching(/./), expect.stringMatching(/./), 'string'],
    ]);
  return 'rejected';
}

/** The table of conditions.json: every engine that evaluates conditions must agree with it. */
export function describeConditions(engine: string): void {
  describe(`conditions in ${engine}`, () => {
    it.each(table.cases as [string, Json, Json, Expected][])('%s', (_, condition, facts, expected) => {
      expect(evaluate(condition, facts)).toBe(expected);
    });

    it('names every row differently', () => {
      const names = table.cases.map(([name]) => name);
      expect(new Set(names).size).toBe(names.length);
    });
  });
}
