import { describeOperators, describeTimes, quote, span } from './describe-operators.js';
import { isArray, isObject } from './json.js';

/** More than one part stands in parentheses, so that nothing can be read in two ways. */
const grouped = (parts: string[], word: string): string =>
  parts.length > 1 ? `(${parts.join(` ${word} `)})` : (parts[0] ?? '');

const clausesOf = (operand: unknown): string[] =>
  isArray(operand) ? operand.map((one) => grouped(clauses(one), 'and') || 'anything') : [];

function describeDid(operand: unknown): string {
  const { event, where, within, count, days, last, change, scope } = isObject(operand) ? operand : {};
  const measured = [count, days, last, change].some((measure) => measure !== undefined);
  const times = count === undefined && measured ? '' : ` ${describeTimes(count ?? { $gte: 1 })}`;
  return [
    scope === 'account' ? 'somebody of the account did ' : 'the person did ',
    `${event}${times}`,
    where === undefined ? '' : ` where ${grouped(clauses(where), 'and') || 'anything holds'}`,
    within === undefined || within === 'ever' ? '' : ` within ${span(within)}`,
    days === undefined ? '' : ` on a number of days that ${describeOperators(days)}`,
    last === undefined ? '' : ` with the last time one that ${describeOperators(last)}`,
    change === undefined ? '' : ` with a change against the time before that ${describeOperators(change)}`,
  ].join('');
}

function describeRatio(operand: unknown): string {
  const { of, to, is } = isObject(operand) ? operand : {};
  return `the ratio of ${of} to ${to} ${describeOperators(is)}`;
}

function describeSavedGroup(operand: unknown): string {
  const { id, attributeKey } = isObject(operand) ? operand : {};
  return attributeKey === undefined
    ? `the person is in segment ${quote(id)}`
    : `${attributeKey} is in group ${quote(id)}`;
}

const COMBINATORS: { readonly [name: string]: (operand: unknown) => string } = {
  $and: (operand) => grouped(clausesOf(operand), 'and') || 'anything',
  $or: (operand) => grouped(clausesOf(operand), 'or') || 'anything',
  $nor: (operand) => `not (${clausesOf(operand).join(' or ') || 'anything'})`,
  $not: (operand) => `not (${clauses(operand).join(' and ') || 'anything'})`,
  $segment: (operand) => `the person is in segment ${quote(operand)}`,
  $savedGroup: describeSavedGroup,
  $ratio: describeRatio,
  $did: describeDid,
};

/** What is asked of one element of a list, as a part of its own. */
const describeElement = (operand: unknown): string => {
  const parts = clauses(operand);
  return `has an element for which ${grouped(parts, 'and') || 'anything holds'}`;
};

function clauses(condition: unknown): string[] {
  if (!isObject(condition)) return [quote(condition)];
  return Object.entries(condition).map(([key, operand]) =>
    Object.hasOwn(COMBINATORS, key)
      ? (COMBINATORS[key] as (operand: unknown) => string)(operand)
      : `${key} ${describeOperators(operand, describeElement)}`,
  );
}

/** What one leaf asks, such as `usage.seats.ratio is at least 0.7`, from its key. */
export const describeLeaf = (key: string): string => {
  const [name, operand] = JSON.parse(key) as [string, unknown];
  return clauses({ [name]: operand }).join('');
};

/**
 * A condition as one English sentence, for consoles and the log: `Holds when user.role is "owner" and usage.seats.ratio
 * is at least 0.7.` Expects a condition that compiles. Not for browsers.
 */
export function describeCondition(condition: unknown): string {
  const parts = clauses(condition);
  return parts.length ? `Holds when ${parts.join(' and ')}.` : 'Holds for everybody.';
}
