import type { Issue } from '@tendril/protocol';
import { textOperators } from '../regex/text-operators.js';
import { type CompileOptions, compile } from './compile.js';
import { describeFault } from './describe-fault.js';
import { everyFault } from './every-fault.js';
import type { Test } from './truth.js';

export interface CompiledCondition {
  /** Absent when there are issues: a defective condition is rejected whole. */
  test?: Test;
  /** Every one names its path, led by `path`, and the cure. */
  issues: Issue[];
  /** The fact paths that it reads. */
  paths: string[];
}

/**
 * Compiles a condition, and says in full what is wrong with it. See `compile` for syntax and semantics. `$did` needs
 * the option of that name: what has happened is not among the facts.
 */
export function compileCondition(
  condition: unknown,
  options: CompileOptions = {},
  path = '',
): CompiledCondition {
  const complete = { regex: textOperators, ...options };
  const { faults, test, paths } = compile(condition, complete, path);
  const issues = faults.length ? everyFault(condition, complete, path).map(describeFault) : [];
  return { ...(test && { test }), issues, paths: [...new Set(paths)] };
}
