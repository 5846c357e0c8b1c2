import type { Calculator, CalculatorInput } from '@tendril/protocol';
import { evaluateFormula, type Facts, readPath } from '@tendril/rules';

/** What was entered, or what is wrong with it. */
export type Entry = number | undefined;

/** The number that a text is, if it is within the range. */
export function entryOf({ min, max }: CalculatorInput, text: string): Entry {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return value >= min && value <= max ? value : undefined;
}

/** The fact where it fits into the range, else the default. */
export function startOf(input: CalculatorInput, facts: Facts): number {
  const known = input.fact && readPath(facts, input.fact);
  return (typeof known === 'number' ? entryOf(input, `${known}`) : undefined) ?? input.default;
}

/** Value of each result, in order; undefined where there is none. */
export function computeResults(
  { results }: Calculator,
  entries: { [input: string]: Entry },
  facts: Facts,
): (number | undefined)[] {
  const known = new Map<string, number | undefined>();
  for (const { id, formula } of results)
    known.set(
      id,
      evaluateFormula(formula, {
        input: (name) => entries[name],
        result: (name) => known.get(name),
        fact: (path) => readPath(facts, path),
      }),
    );
  return results.map(({ id }) => known.get(id));
}
