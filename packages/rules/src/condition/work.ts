import type { Compile, Work } from './compile-options.js';
import type { Fault } from './fault.js';
import { isArray, isText, own } from './json.js';
import { parsePath } from './path.js';
import type { Test } from './truth.js';

export const LIMITS = { depth: 16, nodes: 500, children: 200 };

/** Ends the compilation: a condition with a fault is rejected whole. `compile` knows the place. */
export function reject(code: Fault['code']): never {
  throw code;
}

/** Compiles each entry of an object, or of a list where one is wanted, within the limits. */
export function each<T>(value: unknown, work: Work, compile: Compile<T>, wantsList = false): T[] {
  const { at } = work;
  const list = isArray(value);
  if (Object(value) !== value || list !== wantsList) reject('type');
  const { length } = list ? value : Object.keys(value as object);
  work.nodes += length || 1;
  if (work.depth > LIMITS.depth || work.nodes > LIMITS.nodes || length > LIMITS.children) reject('limit');
  work.depth += 1;
  const results = Object.entries(value as object).map(([key, operand]) => {
    work.at = at + (list ? `[${key}]` : (at && '.') + key);
    return compile(operand, work, key);
  });
  work.depth -= 1;
  work.at = at;
  return results;
}

/** Compiles an object that may have these fields alone. */
export function fields(
  operand: unknown,
  work: Work,
  known: { readonly [name: string]: Compile<unknown> },
  // biome-ignore lint/suspicious/noExplicitAny: each field is of the type that its own compiler gives
): { [name: string]: any } {
  const found: { [name: string]: unknown } = {};
  each(operand, work, (value, _, key) => {
    found[key] = (own(known, key) ?? reject('unknown-key'))(value, work, key);
  });
  return found;
}

/** The parts of a path to a fact, which the leaf at hand reads. */
export function fact(path: unknown, work: Work): string[] {
  work.paths?.push(path as string);
  return (isText(path) && parsePath(path)) || reject('path');
}

/** Compiles what is asked of an element or an event: names in it are not facts. */
export function apart(compile: Compile, operand: unknown, work: Work): Test {
  const { paths } = work;
  work.paths = undefined;
  const test = compile(operand, work, '');
  work.paths = paths;
  return test;
}
