import { type Condition, type Issue, issue, type Json } from '@tendril/protocol';
import { elements, equality, membership, OPERATORS, type Operator } from './operators.js';
import { parsePath, readParts } from './path.js';
import { all, any, not, type Test } from './truth.js';

export interface CompileOptions {
  /** Saved lists for `$inGroup` and `$notInGroup`. */
  groups?: { [name: string]: Json[] };
  /** Named conditions for `$segment`. */
  segments?: { [name: string]: Condition };
}

export interface CompiledCondition {
  /** Absent when there are issues: a defective condition is rejected whole. */
  test?: Test;
  issues: Issue[];
  /** The fact paths that it reads. */
  paths: string[];
}

/** One compilation: what it may refer to, and what it has found so far. */
interface Work {
  readonly options: CompileOptions;
  readonly issues: Issue[];
  paths: Set<string>;
  nodes: number;
}

type Compile = (work: Work, operand: unknown, at: string, depth: number) => Test;

const LIMITS = { depth: 16, nodes: 500, children: 200 };
const never: Test = () => false;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isName = (key: string): boolean => key[0] !== '$';
const isOperators = (value: unknown): value is Record<string, unknown> =>
  isObject(value) && !Object.keys(value).every(isName);

/** The entry of a table, looked up as an own property: a document can not reach `constructor`. */
const own = <T>(table: { readonly [name: string]: T } | undefined, name: unknown): T | undefined =>
  typeof name === 'string' && table && Object.hasOwn(table, name) ? table[name] : undefined;

function reject(work: Work, ...args: Parameters<typeof issue>): Test {
  work.issues.push(issue(...args));
  return never;
}

function tooBig(work: Work, value: object, at: string, depth: number): boolean {
  work.nodes += 1;
  const big =
    depth > LIMITS.depth || work.nodes > LIMITS.nodes || Object.keys(value).length > LIMITS.children;
  // One diagnostic is enough: a document that is too big is too big in a thousand places.
  if (big && !work.issues.some(({ code }) => code === 'limit'))
    reject(
      work,
      'limit',
      at,
      `deeper than ${LIMITS.depth} or more than ${LIMITS.nodes} nodes`,
      'split it into segments',
    );
  return big;
}

const list: (...args: Parameters<Compile>) => Test[] = (work, value, at, depth) => {
  if (!Array.isArray(value)) return [reject(work, 'type', at, 'not a list', 'write a list: [{…}, {…}]')];
  if (tooBig(work, value, at, depth)) return [never];
  return value.map((one, index) => object(work, one, `${at}[${index}]`, depth + 1));
};

// A segment that names itself ends at the depth limit.
const segment: Compile = (work, name, at, depth) => {
  const condition = own(work.options.segments, name);
  return condition
    ? object(work, condition, at, depth + 1)
    : reject(
        work,
        'group',
        at,
        `no segment ${JSON.stringify(name)}`,
        'add it to `segments`, or correct the name',
      );
};

const COMBINATORS: Readonly<Record<string, Compile>> = {
  $and: (...args) => all(list(...args)),
  $or: (...args) => any(list(...args)),
  $nor: (...args) => not(any(list(...args))),
  $not: (work, operand, at, depth) => not(object(work, operand, at, depth + 1)),
  $segment: segment,
};

const object: Compile = (work, value, at, depth) => {
  if (!isObject(value)) return reject(work, 'type', at, 'not a condition', 'write { "user.role": "owner" }');
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
    return reject(
      work,
      'unknown-operator',
      at,
      `unknown operator ${key}`,
      `use ${Object.keys(COMBINATORS).join(' ')}`,
    );
  }
  const parts = parsePath(key);
  if (!parts) return reject(work, 'path', at, 'not a fact path', 'write it like usage.seats.ratio');
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
  if (!make) {
    const known = [...Object.keys(OPERATORS), ...Object.keys(NESTED)].join(' ');
    return reject(work, 'unknown-operator', at, `unknown operator ${name}`, `use ${known}`);
  }
  return made(work, make, operand, at);
}

function made(work: Work, make: Operator, operand: unknown, at: string): Test {
  const test = make(operand);
  return typeof test === 'string' ? reject(work, 'type', at, 'has a wrong operand', `give it ${test}`) : test;
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
    if (typeof test === 'function') return test;
    return reject(
      work,
      'group',
      at,
      `no group ${JSON.stringify(name)}`,
      'add it to `groups`, or correct the name',
    );
  };

/** Operators whose operand is itself compiled. */
const NESTED: Readonly<Record<string, Compile>> = {
  $not: (...args) => not(leaf(...args)),
  $elemMatch: elemMatch,
  $size: size,
  $inGroup: inGroup(true),
  $notInGroup: inGroup(false),
};

/**
 * Compiles a condition once into closures; text is never evaluated. `path` is where the condition stands in its
 * document and leads the path of every issue. Syntax: GrowthBook's Mongo-style conditions. Semantics: strict and
 * three-valued; a missing fact satisfies no comparison.
 */
export function compileCondition(
  condition: unknown,
  options: CompileOptions = {},
  path = '',
): CompiledCondition {
  const work: Work = { options, issues: [], paths: new Set(), nodes: 0 };
  const test = object(work, condition, path, 0);
  return work.issues.length
    ? { issues: work.issues, paths: [] }
    : { test, issues: [], paths: [...work.paths] };
}
