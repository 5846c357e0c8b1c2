import type { Condition, Json } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { compileCondition } from './compile-condition.js';
import table from './conditions.json';

type Expected = boolean | null | 'rejected';

function evaluate(condition: Json, facts: Json): Expected {
  const { groups } = table;
  const segments: { [name: string]: Condition } = table.segments;
  const { test, issues } = compileCondition(condition, { groups, segments });
  return issues.length ? 'rejected' : (test?.(facts, 0) ?? null);
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
