import type { Formula, FormulaOperator } from '@tendril/protocol';

/** What the names in a formula stand for. */
export interface FormulaNames {
  input(id: string): number | undefined;
  /** An earlier result. */
  result(id: string): number | undefined;
  fact(path: string): unknown;
}

const OPERATORS: { [operator in FormulaOperator]: (values: number[]) => number } = {
  add: (values) => values.reduce((sum, one) => sum + one, 0),
  subtract: ([from = 0, amount = 0]) => from - amount,
  multiply: (values) => values.reduce((product, one) => product * one, 1),
  divide: ([amount = 0, by = 0]) => amount / by,
  min: (values) => Math.min(...values),
  max: (values) => Math.max(...values),
  round: ([value = 0]) => Math.round(value),
  floor: ([value = 0]) => Math.floor(value),
  ceil: ([value = 0]) => Math.ceil(value),
};

function compute(formula: Formula, names: FormulaNames): number {
  if (typeof formula === 'number') return formula;
  if ('input' in formula) return names.input(formula.input) ?? Number.NaN;
  if ('result' in formula) return names.result(formula.result) ?? Number.NaN;
  if ('fact' in formula) {
    const value = names.fact(formula.fact);
    return typeof value === 'number' ? value : formula.else;
  }
  const [operator, operands = []] = Object.entries(formula)[0] ?? [];
  return OPERATORS[operator as FormulaOperator](operands.map((operand) => compute(operand, names)));
}

/**
 * The value of a formula that passed the check: a finite number, or undefined where there is none, as after a division by
 * zero. No text is ever run as code.
 */
export function evaluateFormula(formula: Formula, names: FormulaNames): number | undefined {
  const value = compute(formula, names);
  return Number.isFinite(value) ? value : undefined;
}
