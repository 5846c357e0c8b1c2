import type { Condition, Json } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { textOperators } from '../regex/text-operators.js';
import table from './adversarial.json';
import { compile } from './compile.js';
import { compileCondition } from './compile-condition.js';
import { isObject } from './json.js';

/** `{ "nest": ["$not", 3] }` is `{ $not: { $not: { $not: { z: 1 } } } }`; with 0 for a name it is lists. */
function nest([key, levels]: [string | 0, number]): unknown {
  let nested: unknown = { z: 1 };
  for (let level = 0; level < levels; level += 1) nested = key === 0 ? [nested] : { [key]: nested };
  return nested;
}

/** What a row stands for: the sizes that make a document hostile are not written out in the table. */
function unfold(row: unknown): unknown {
  if (Array.isArray(row)) return row.map(unfold);
  if (!isObject(row)) return row;
  const { nest: levels, list, from = 0, text, end = '' } = row;
  if (levels) return nest(levels as [string, number]);
  if (list) return Array.from({ length: Number(list) }, (_, index) => index + Number(from));
  if (text) return 'a'.repeat(Number(text)) + end;
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, unfold(value)]));
}

/** The document, where every look at one of its properties counts. */
function watched(document: unknown, look: () => void): unknown {
  if (!isObject(document) && !Array.isArray(document)) return document;
  return new Proxy(document, {
    get(target, key) {
      look();
      return watched(Reflect.get(target, key), look);
    },
  });
}

const segments: { [name: string]: Condition } = table.segments;
const rejected = table.rejected as [string, Json, string, string][];
const options = { segments, did: () => () => undefined };

/** The table of adversarial.json: nothing in it may throw, or be taken for what it is not. */
export function describeAdversaries(engine: string): void {
  describe(`hostile conditions in ${engine}`, () => {
    it.each(rejected)('%s', (_, condition, code, path) => {
      const { test, issues } = compileCondition(unfold(condition), options);
      expect(test).toBeUndefined();
      expect(issues).toEqual([
        expect.objectContaining({
          code,
          path: code === 'limit' ? expect.stringContaining(path) : path,
          message: expect.stringMatching(/./),
          cure: expect.stringMatching(/./),
        }),
      ]);
    });

    it.each(rejected)('is rejected with little work: %s', (_, condition) => {
      let looks = 0;
      const document = watched(unfold(condition), () => {
        looks += 1;
      });
      expect(compile(document, { ...options, regex: textOperators }).faults).toHaveLength(1);
      expect(looks).toBeLessThan(1000);
    });

    it.each(['$not', '$and', 'a'])('2: an object that holds itself in %s', (key) => {
      const condition: { [key: string]: unknown } = {};
      condition[key] = key === '$and' ? [condition] : condition;
      expect(compileCondition(condition, options).issues.map(({ code }) => code)).toEqual(['limit']);
    });

    it.each(table.values as [string, Json, Json, boolean | null][])('%s', (_, condition, facts, expected) => {
      const { test, issues } = compileCondition(unfold(condition), options);
      expect(issues).toEqual([]);
      expect(test?.(unfold(facts), table.now) ?? null).toBe(expected);
    });
  });
}
