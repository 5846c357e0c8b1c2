import { FORMULA_OPERATORS, type FormulaOperator, type Issue, issue } from '@tendril/protocol';
import { isObject } from '../condition/json.js';
import { parsePath } from '../condition/path.js';

/** What a formula may name: inputs of its calculator, and results that come before it. */
export interface KnownNames {
  inputs: ReadonlySet<string>;
  results: ReadonlySet<string>;
}

/** Deeper formulas are not read by people either. */
const MAX_DEPTH = 16;
/** Operands of one operator. */
const MAX_OPERANDS = 50;
const TWO: readonly string[] = ['subtract', 'divide'];
const ONE: readonly string[] = ['round', 'floor', 'ceil'];
const FORMS = 'a number, { input }, { result }, { fact, else }, or { operator: [ … ] }';

function checkOperands(operator: string, operands: unknown, at: string): Issue[] {
  const wanted = TWO.includes(operator) ? 2 : ONE.includes(operator) ? 1 : undefined;
  if (!Array.isArray(operands) || !operands.length)
    return [issue('type', at, 'is not a list of operands', `write { "${operator}": [ … ] }`)];
  if (wanted ? operands.length === wanted : operands.length <= MAX_OPERANDS) return [];
  const count = wanted ?? `at most ${MAX_OPERANDS}`;
  return [issue('value', at, `has ${operands.length} operands`, `give ${operator} ${count}`)];
}

function checkName(kind: 'input' | 'result', name: unknown, known: ReadonlySet<string>, at: string): Issue[] {
  if (known.has(name as string)) return [];
  const what = kind === 'input' ? 'an input of this calculator' : 'a result that comes before';
  const cure = known.size ? `use one of ${[...known].join(', ')}` : `declare ${what}`;
  return [issue('value', at, `${JSON.stringify(name)} is not ${what}`, cure)];
}

function checkFact(formula: Record<string, unknown>, at: string): Issue[] {
  const path = typeof formula.fact === 'string' && parsePath(formula.fact);
  if (!path) return [issue('path', `${at}.fact`, 'is not a fact path', 'write one such as usage.seats.used')];
  return Number.isFinite(formula.else)
    ? []
    : [issue('required', `${at}.else`, 'is not a number', 'say what stands for a fact that is missing')];
}

/** Issues of one formula: unknown names, wrong numbers of operands, numbers that are none, too deep a tree. */
export function checkFormula(formula: unknown, known: KnownNames, at: string, depth = 0): Issue[] {
  if (depth > MAX_DEPTH)
    return [issue('limit', at, `is deeper than ${MAX_DEPTH}`, 'make a part of it a result of its own')];
  if (Number.isFinite(formula)) return [];
  const keys = isObject(formula) ? Object.keys(formula) : [];
  const [key = ''] = keys;
  if (isObject(formula) && key && (keys.length === 1 || Object.hasOwn(formula, 'fact'))) {
    if (key === 'input') return checkName('input', formula.input, known.inputs, `${at}.input`);
    if (key === 'result') return checkName('result', formula.result, known.results, `${at}.result`);
    if (Object.hasOwn(formula, 'fact')) return checkFact(formula, at);
    if (FORMULA_OPERATORS.includes(key as FormulaOperator)) {
      const inner = `${at}.${key}`;
      const wrong = checkOperands(key, formula[key], inner);
      if (wrong.length) return wrong;
      return (formula[key] as unknown[]).flatMap((one, index) =>
        checkFormula(one, known, `${inner}[${index}]`, depth + 1),
      );
    }
  }
  return [
    issue('value', at, 'is no formula', `write ${FORMS}; operators are ${FORMULA_OPERATORS.join(', ')}`),
  ];
}
