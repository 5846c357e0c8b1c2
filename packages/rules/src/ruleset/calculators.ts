import { type Calculator, type CalculatorInput, type Issue, issue, type Ruleset } from '@tendril/protocol';
import { wrongStyle } from '../template/check-styles.js';
import { checkFormula } from './check-formula.js';
import { duplicates } from './duplicates.js';

function range({ min, max, step = 1, default: value }: CalculatorInput, at: string): Issue[] {
  if (![min, max, step, value].every(Number.isFinite))
    return [issue('value', at, 'has a number that is too large', 'use numbers of ordinary size')];
  if (!(min < max)) return [issue('value', `${at}.max`, `is not above ${min}`, 'make max larger than min')];
  if (step <= 0) return [issue('value', `${at}.step`, 'is not above 0', 'leave it out, or make it larger')];
  return value >= min && value <= max
    ? []
    : [
        issue(
          'value',
          `${at}.default`,
          `is not between ${min} and ${max}`,
          'choose one that a person may enter',
        ),
      ];
}

function styles(style: string, at: string): Issue[] {
  if (!wrongStyle([{ name: 'value', kind: 'number', style }])) return [];
  const cure = 'use integer, percent, compact, currency:EUR or unit:hour';
  return [issue('value', at, `${JSON.stringify(style)} is no style of numbers`, cure)];
}

function checkCalculator({ inputs, results }: Calculator, at: string): Issue[] {
  const known = { inputs: new Set(inputs.map(({ id }) => id)), results: new Set<string>() };
  return [
    ...duplicates(inputs, `${at}.inputs`),
    ...duplicates(results, `${at}.results`),
    ...inputs.flatMap((input, index) => range(input, `${at}.inputs[${index}]`)),
    ...results.flatMap(({ id, formula, style }, index) => {
      const here = `${at}.results[${index}]`;
      const issues = checkFormula(formula, known, `${here}.formula`);
      known.results.add(id);
      return [...issues, ...(style ? styles(style, `${here}.style`) : [])];
    }),
  ];
}

/** What a schema can not say of a calculator: names, ranges, the shape of formulas. */
export const calculators = ({ nudges }: Ruleset): Issue[] =>
  nudges.flatMap(({ what: { calculator } }, index) =>
    calculator ? checkCalculator(calculator, `nudges[${index}].what.calculator`) : [],
  );
