import type { Condition, Json } from '@tendril/protocol';
import type { Fault } from './fault.js';
import { elements, equality, membership, OPERATORS, type Operator } from './operators.js';
import { parsePath, readParts } from './path.js';
import { all, any, not, type Test } from './truth.js';

export interface CompileOptions {
  /** Saved lists for `$inGroup` and `$notInGroup`. */
  groups?: { [name: string]: Json[] };
  /** Named conditions for `$segment`. */
  segments?: { [name: string]: Condition };
}

export interface Compiled {
  /** Absent when there are faults: a defective condition is rejected whole. */
  test?: Test;
  faults: Fault[];
  /** The fact paths that it reads. */
  paths: string[];
}

/** One compilation: what it may refer to, and what it has found so far. */
interface Work {
  readonly options: CompileOptions;
  readonly faults: Fault[];
  paths: Set<string>;
  nodes: number;
}

type Compile = (work: Work, operand: unknown, at: string, depth: number) => Test;

export const LIMITS = { depth: 16, nodes: 500, children: 200 };
const never: Test = () => false;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isName = (key: string): boolean => key[0] !== '$';
const isOperators = (value: unknown): value is Record<string, unknown> =>
  isObject(value) && !Object.keys(value).every(isName);

/** The entry of a table, looked up as an own property: a document can not reach `constructor`. */
const own = <T>(table: { readonly [name: string]: T } | undefined, name: unknown): T | undefined =>
  typeof name === 'string' && table && Object.hasOwn(table, name) ? table[name] : undefined;

function reject(work: Work, code: Fault['code'], path: string, detail = ''): Test {
  work.faults.push({ code, path, detail });
  return never;
}

function tooBig(work: Work, value: object, at: string, depth: number): boolean {
  work.nodes += 1;
  const big =
    depth > LIMITS.depth || work.nodes > LIMITS.nodes || Object.keys(value).length > LIMITS.children;
  // One diagnostic is enough: a document that is too big is too big in a thousand places.
  if (big && !work.faults.some(({ code }) => code === 'limit')) reject(work, 'limit', at);
  return big;
}

const list: (...args: Parameters<Compile>) => Test[] = (work, value, at, depth) => {
  if (!Array.isArray(value)) return [reject(work, 'type', at, 'a list of conditions')];
  if (tooBig(work, value, at, depth)) return [never];
  return value.map((one, index) => object(work, one, `${at}[${index}]`, depth + 1));
};

/** A name that the document does not hold. */
const missing = (work: Work, kind: 'group' | 'segment', name: unknown, at: string): Test =>
  reject(work, 'group', at, `${kind} ${JSON.stringify(name)}`);

// A segment that names itself ends at the depth limit.
const segment: Compile = (work, name, at, depth) => {
  const condition = own(work.options.segments, name);
  return condition ? object(work, condition, at, depth + 1) : missing(work, 'segment', name, at);
};

const COMBINATORS: Readonly<Record<string, Compile>> = {
  $and: (...args) => all(list(...args)),
  $or: (...args) => any(list(...args)),
  $nor: (...args) => not(any(list(...args))),
  $not: (work, operand, at, depth) => not(object(work, operand, at, depth + 1)),
  $segment: segment,
};

const object: Compile = (work, value, at, depth) => {
  if (!isObject(value)) return reject(work, 'type', at, 'a condition');
  if (tooBig(work, value, at, depth)) return never;
  return all(
    Object.entries(value).map(([key, operand]) =>
      entry(work, key, operand, at ? `${at}.${key}` : key, depth),
    ),
  );
};

function entry(work: Work, key: string, operand: unknown, at: string, depth: number): Test {
  if (key[0] === '$') {
    const combine = own(COMBINATORS, key);
    if (combine) return combine(work, operand, at, depth);
    return reject(work, 'unknown-operator', at, `combination ${key}`);
  }
  const parts = parsePath(key);
  if (!parts) return reject(work, 'path', at);
  work.paths.add(key);
  const test = leaf(work, operand, at, depth);
  return (facts, now) => test(readParts(facts, parts), now);
}

const leaf: Compile = (work, operand, at, depth) => {
  if (!isOperators(operand)) return made(work, equality, operand, at);
  if (tooBig(work, operand, at, depth)) return never;
  return all(
    Object.entries(operand).map(([name, value]) => operator(work, name, value, `${at}.${name}`, depth)),
  );
};

function operator(work: Work, name: string, operand: unknown, at: string, depth: number): Test {
  const nested = own(NESTED, name);
  if (nested) return nested(work, operand, at, depth + 1);
  const make = own(OPERATORS, name);
  if (!make) return reject(work, 'unknown-operator', at, `operator ${name}`);
  return made(work, make, operand, at);
}

function made(work: Work, make: Operator, operand: unknown, at: string): Test {
  const test = make(operand);
  return typeof test === 'string' ? reject(work, 'type', at, test) : test;
}

const elemMatch: Compile = (work, operand, at, depth) => {
  const outer = new Set(work.paths);
  const test = (isOperators(operand) && !Object.keys(operand).some(isName) ? leaf : object)(
    work,
    operand,
    at,
    depth,
  );
  work.paths = outer; // names inside are the element's, not facts
  return (value, now) => {
    if (!Array.isArray(value) || !value.length) return false;
    const tests = elements(value)?.map(
      (element): Test =>
        () =>
          element !== null && test(element, now),
    );
    return tests && any(tests)(value, now);
  };
};

const size: Compile = (work, operand, at, depth) => {
  const test = leaf(work, operand, at, depth);
  return (value, now) => Array.isArray(value) && test(value.length, now);
};

const inGroup =
  (wanted: boolean): Compile =>
  (work, name, at) => {
    const members = own(work.options.groups, name);
    const test = members && membership(wanted)(members);
    return typeof test === 'function' ? test : missing(work, 'group', name, at);
  };

/** Operators whose operand is itself compiled. */
const NESTED: Readonly<Record<string, Compile>> = {
  $not: (...args) => not(leaf(...args)),
  $elemMatch: elemMatch,
  $size: size,
  $inGroup: inGroup(true),
  $notInGroup: inGroup(false),
};

/** The names that a condition may use, for texts about unknown ones. */
export const OPERATOR_NAMES = (): string[] => [...Object.keys(OPERATORS), ...Object.keys(NESTED)];
export const COMBINATOR_NAMES = (): string[] => Object.keys(COMBINATORS);

/**
 * Compiles a condition once into closures; text is never evaluated. `path` is where the condition stands in its
 * document and leads the path of every fault. Syntax: GrowthBook's Mongo-style conditions. Semantics: strict and
 * three-valued; a missing fact satisfies no comparison.
 */
export function compile(condition: unknown, options: CompileOptions = {}, path = ''): Compiled {
  const work: Work = { options, faults: [], paths: new Set(), nodes: 0 };
  const test = object(work, condition, path, 0);
  const { faults } = work;
  return faults.length ? { faults, paths: [] } : { test, faults, paths: [...work.paths] };
}
