import type { Leaf } from '../condition/compile-options.js';
import { numeric } from '../condition/json.js';
import { readPath } from '../condition/path.js';

/** Operators that can change their answer only at the numbers they are given. Digits are places in a list. */
const COMPARES = /^(\d*|\$(lte?|gte?|eq|ne|n?in|not|ref))$/;

/** The numbers in the measures; undefined when one of their operators does more than compare. */
function numbersIn(key: string): number[] | undefined {
  const [, { count = {}, days = {} }] = JSON.parse(key);
  const numbers: number[] = [];
  let compares = true;
  JSON.parse(JSON.stringify([count, days]), (name, value) => {
    compares &&= COMPARES.test(name);
    if (typeof value !== 'object') numbers.push(numeric(value));
    return value;
  });
  return compares ? numbers : undefined;
}

/** The numbers that a test compares with, given the facts; undefined when it does more than compare. */
export type Marks = (facts: unknown) => number[] | undefined;

/** The marks of the measures `count` and `days` of a `$did` leaf. Looked for when first asked: few leaves ever do. */
export function marksOf({ key, paths }: Pick<Leaf, 'key' | 'paths'>): Marks {
  let found: { numbers: number[] | undefined } | undefined;
  return (facts) => {
    found ??= { numbers: numbersIn(key) };
    // What `$ref` names is among the facts that the leaf reads.
    return found.numbers?.concat(paths.map((path) => numeric(readPath(facts, path))));
  };
}
