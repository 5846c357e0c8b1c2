import type { Compile, CompileOptions, Operators, Work } from './compile-options.js';
import { didLeaf } from './did.js';
import { distance } from './distance.js';
import type { Fault } from './fault.js';
import { isArray, isObject, isScalar, isText, own } from './json.js';
import { OPERATORS, opposite } from './operators.js';
import { readParts } from './path.js';
import { all, any, attempt, type Test, type Truth } from './truth.js';
import { apart, each, fact, fields, reject } from './work.js';

export type { CompileOptions, CompileText, DidLeaf, Leaf } from './compile-options.js';

export interface Compiled {
  /** Absent when there are faults: a defective condition is rejected whole. */
  test?: Test;
  faults: Fault[];
  /** The fact paths that it reads, some of them perhaps twice. */
  paths: string[];
}

/** A list of more elements is unknown as a whole: it takes too long to search. */
const MAX_FACT = 1000;

const isName = (key: string): boolean => key[0] !== '$';
const isOperators = (value: unknown): value is Record<string, unknown> =>
  isObject(value) && !Object.keys(value).every(isName);

const condition: Compile = (value, work) => all(each(value, work, entry));

const some: Compile = (value, work) => any(each(value, work, condition, true));

const segment: Compile = (name, work) => {
  const { at, open, options, paths } = work;
  // An element or an event has no segments.
  const found = (paths && !open.has(name) && own(options.segments, name)) || reject('group');
  open.add(name);
  work.at = `segments.${name}`;
  const test = condition(found, work, '');
  work.at = at;
  open.delete(name);
  return test;
};

/** Hands a leaf over to whoever wants to share or watch it. What looks at elements and events is part of a leaf. */
const leaf =
  (make: Compile): Compile =>
  (operand, work, key) => {
    const { options, paths } = work;
    if (!paths || !options.leaf) return make(operand, work, key);
    const before = paths.length;
    const about: Work['about'] = {};
    work.about = about;
    const test = make(operand, work, key);
    return options.leaf({
      key: JSON.stringify([key, operand]),
      paths: paths.slice(before),
      test,
      ...about,
    });
  };

const ofPath = leaf((operand, work, key) => {
  const parts = fact(key, work);
  const test = operators(operand, work, key);
  return (facts, now) => {
    const value = readParts(facts, parts);
    return isArray(value) && value.length > MAX_FACT ? undefined : test(value, now, facts);
  };
});

const ofRatio: Compile = (operand, work) => {
  const { of, to, is } = fields(operand, work, { of: fact, to: fact, is: operators });
  if (!of || !to || !is) reject('required');
  return (facts, now) => {
    const dividend = readParts(facts, of) as number;
    const divisor = readParts(facts, to) as number;
    return Number.isFinite(dividend) && Number.isFinite(divisor) && divisor > 0
      ? is(dividend / divisor, now, facts)
      : undefined;
  };
};

const unknown = (): never => reject('unknown-operator');

const ofDid: Compile = (operand, work) => {
  const { did } = work.options;
  if (!did || !work.paths) return unknown();
  const asked = didLeaf(condition, operators)(operand, work, '');
  work.about.did = asked;
  work.about.timed = true;
  return did(asked);
};

const COMBINATORS: Operators = {
  $and: (operand, work) => all(each(operand, work, condition, true)),
  $or: some,
  $nor: opposite(some),
  $not: opposite(condition),
  $segment: segment,
  $savedGroup(operand, work) {
    const { id, attributeKey } = Object(operand);
    return isText(attributeKey) ? ofPath({ $inGroup: id }, work, attributeKey) : segment(id, work, '');
  },
  $ratio: leaf(ofRatio),
  $did: leaf(ofDid),
};

const entry: Compile = (operand, work, key) =>
  (isName(key) ? ofPath : (own(COMBINATORS, key) ?? unknown))(operand, work, key);

const operators: Compile = (operand, work) =>
  isOperators(operand) ? all(each(operand, work, operator)) : operator(operand, work, '');

const operator: Compile = (operand, work, name) => {
  const make = own(work.options.operators, name) ?? own(ALL, name) ?? unknown();
  if (!isObject(operand) || `${Object.keys(operand)}` !== '$ref') return make(operand, work, name);
  const parts = fact(operand.$ref, work);
  return attempt((value, now, facts) => make(scalar(readParts(facts, parts)), work, name)(value, now));
};

/** What `$ref` may stand for: facts are no conditions. */
const scalar = (value: unknown): unknown => (value === null || !isScalar(value) ? reject('type') : value);

const elemMatch: Compile = (operand, work) => {
  const ofElement = own(ALL, Object.keys(Object(operand))[0]) ? operators : condition;
  const test = apart(ofElement, operand, work);
  // As `any` of the elements, without a closure for each.
  return (value, now) => {
    let truth: Truth = false;
    for (const element of isArray(value) ? value : []) {
      const one = element !== null && test(element, now, element);
      if (one) return true;
      if (one === undefined) truth = one;
    }
    return truth;
  };
};

const ALL: Operators = {
  ...OPERATORS,
  $not: opposite(operators),
  $elemMatch: elemMatch,
  $size(...args) {
    const test = operators(...args);
    return (value, now, facts) => isArray(value) && test(value.length, now, facts);
  },
  $ago: distance(1),
  $ahead: distance(-1),
};

/** The names that a condition may use, for texts about unknown ones. */
export const OPERATOR_NAMES = (): string[] => Object.keys(ALL).slice(1);
export const COMBINATOR_NAMES = (): string[] => Object.keys(COMBINATORS);

/**
 * Compiles a condition once into closures; text is never evaluated. `path` is where the condition stands in its
 * document and leads the path of every fault. Syntax: GrowthBook's Mongo-style conditions. Semantics: strict and
 * three-valued; a missing fact satisfies no comparison.
 */
export function compile(document: unknown, options: CompileOptions = {}, path = ''): Compiled {
  const paths: string[] = [];
  const work: Work = { options, at: path, depth: 0, nodes: 0, open: new Set(), paths, about: {} };
  try {
    const test = condition(document, work, '');
    return { test, faults: [], paths };
  } catch (error) {
    // What is no fault of ours comes of operands that are no JSON: they hold themselves, or nest without end.
    const code = isText(error) ? (error as Fault['code']) : 'limit';
    return { faults: [{ code, path: work.at }], paths: [] };
  }
}
