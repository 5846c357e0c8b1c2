import type { Issue } from '@tendril/protocol';
import { type CompileOptions, compile } from './compile.js';
import { describeFault } from './describe-fault.js';
import type { Test } from './truth.js';

export interface CompiledCondition {
  /** Absent when there are issues: a defective condition is rejected whole. */
  test?: Test;
  /** Every one names its path, led by `path`, and the cure. */
  issues: Issue[];
  /** The fact paths that it reads. */
  paths: string[];
}

/** Compiles a condition, and says in full what is wrong with it. See `compile` for syntax and semantics. */
export function compileCondition(
  condition: unknown,
  options: CompileOptions = {},
  path = '',
): CompiledCondition {
  const { faults, ...compiled } = compile(condition, options, path);
  return { ...compiled, issues: faults.map(describeFault) };
}
