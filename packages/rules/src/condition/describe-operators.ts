import { isArray, isObject } from './json.js';

const UNITS: { readonly [unit: string]: string } = {
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
};

/** `14d` as `14 days`. */
export const span = (text: unknown): string =>
  String(text).replace(/^(\d+)([smhdw])$/, (_, count, unit) => {
    const plural = Number(count) === 1 ? '' : 's';
    return `${count} ${UNITS[unit]}${plural}`;
  });

/** A value as it stands in the document, or the fact that it refers to. */
export function quote(value: unknown): string {
  if (isObject(value) && value.$ref !== undefined) return `the value of ${value.$ref}`;
  return isArray(value) ? value.map(quote).join(', ') || 'nothing' : JSON.stringify(value);
}

const BOUNDS: { readonly [name: string]: string } = {
  $lt: 'less than',
  $lte: 'at most',
  $gt: 'more than',
  $gte: 'at least',
};

const spans = (operand: unknown, where: string): string =>
  Object.entries(isObject(operand) ? operand : {})
    .map(([name, length]) => `is ${BOUNDS[name]} ${span(length)} ${where}`)
    .join(' and ');

type Describe = (operand: unknown) => string;
const phrase =
  (before: string, after = ''): Describe =>
  (operand) =>
    `${before} ${quote(operand)}${after}`;

/** How each operator reads after the name of a fact. */
const PHRASES: { readonly [name: string]: Describe } = {
  $eq: (operand) => (operand === null ? 'is missing' : `is exactly ${quote(operand)}`),
  $ne: (operand) => (operand === null ? 'is known' : `is not ${quote(operand)}`),
  $lt: phrase('is less than'),
  $lte: phrase('is at most'),
  $gt: phrase('is more than'),
  $gte: phrase('is at least'),
  $veq: phrase('is version'),
  $vne: phrase('is not version'),
  $vlt: phrase('is before version'),
  $vlte: phrase('is version', ' or earlier'),
  $vgt: phrase('is after version'),
  $vgte: phrase('is version', ' or later'),
  $below: phrase('is below'),
  $atMost: phrase('is', ' or below'),
  $atLeast: phrase('is', ' or above'),
  $above: phrase('is above'),
  $before: phrase('is before'),
  $after: phrase('is after'),
  $in: phrase('is one of'),
  $nin: phrase('is none of'),
  $ini: phrase('is one of', ' in any case'),
  $nini: phrase('is none of', ' in any case'),
  $all: phrase('has all of'),
  $alli: phrase('has all of', ' in any case'),
  $inGroup: phrase('is in group'),
  $notInGroup: phrase('is not in group'),
  $exists: (operand) => (operand ? 'is known' : 'is missing'),
  $type: phrase('is of type'),
  $regex: phrase('matches'),
  $regexi: phrase('matches', ' in any case'),
  $size: (operand) => `has a number of elements that ${describeOperators(operand)}`,
  $ago: (operand) => spans(operand, 'ago'),
  $ahead: (operand) => spans(operand, 'ahead'),
};

const isOperators = (operand: unknown): operand is { [name: string]: unknown } =>
  isObject(operand) && Object.keys(operand)[0]?.[0] === '$';

/** What follows the name of a fact: `is at least 0.7`. `element` describes conditions on an element. */
export function describeOperators(operand: unknown, element: Describe = quote): string {
  if (operand === null) return 'is missing';
  if (!isOperators(operand) || operand.$ref !== undefined)
    return `is ${isArray(operand) ? `[${quote(operand)}]` : quote(operand)}`;
  const parts = Object.entries(operand).map(([name, value]) => {
    if (name === '$not') return `is not one that ${describeOperators(value, element)}`;
    if (name === '$elemMatch')
      return Object.hasOwn(PHRASES, Object.keys(Object(value))[0] ?? '')
        ? `has an element that ${describeOperators(value, element)}`
        : element(value);
    return PHRASES[name]?.(value) ?? `${name} ${quote(value)}`;
  });
  return parts.join(' and ');
}

/** `at least 3 times`, or `never`. */
export function describeTimes(count: unknown): string {
  const bounds = isOperators(count) ? Object.entries(count) : [['$eq', count] as const];
  return bounds
    .map(([name, value]) => {
      if (name === '$eq' && value === 0) return 'never';
      if (name === '$gte' && value === 1) return 'at least once';
      const bound = name === '$eq' ? 'exactly' : BOUNDS[name];
      return bound
        ? `${bound} ${quote(value)} times`
        : `a number of times that ${describeOperators({ [name]: value })}`;
    })
    .join(' and ');
}
