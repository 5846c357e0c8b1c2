import { type CompileOptions, compile } from './compile.js';
import type { Fault } from './fault.js';
import { isObject } from './json.js';

const MAX_FAULTS = 20;
/** Without one of their parts these are not what was meant: they go as a whole. */
const WHOLE = ['$did', '$ratio', '$savedGroup', '$ago', '$ahead'];

/** A copy without what stands at the path (`.a.$or[1]`). What a list loses becomes the empty condition. */
function without(value: unknown, path: string): unknown {
  const [, index, rest = ''] = /^\[(\d+)\](.*)$/s.exec(path) ?? [];
  if (Array.isArray(value) && index)
    return value.map((one, at) => (at === Number(index) ? (rest ? without(one, rest) : {}) : one));
  if (!isObject(value)) return value;
  const key = Object.keys(value)
    .filter((name) => path.startsWith(`.${name}`) && /^[.[]|^$/.test(path.slice(name.length + 1)))
    .sort((a, b) => b.length - a.length)[0];
  if (key === undefined) return value;
  const { [key]: inner, ...others } = value;
  const deeper = path.slice(key.length + 1);
  return deeper && !WHOLE.includes(key) ? { ...value, [key]: without(inner, deeper) } : others;
}

/**
 * Every fault of a condition, at most 20. The compiler stops at the first, to be small in browsers; here it goes on
 * without what was at fault.
 */
export function everyFault(condition: unknown, options: CompileOptions, path: string): Fault[] {
  const faults: Fault[] = [];
  let rest: unknown = condition;
  let segments: unknown = options.segments;
  while (faults.length < MAX_FAULTS) {
    const [fault] = compile(rest, { ...options, segments } as CompileOptions, path).faults;
    if (!fault || faults.some((known) => known.path === fault.path)) break;
    faults.push(fault);
    if (fault.path === path || fault.code === 'limit') break;
    if (fault.path.startsWith('segments.') && !path.startsWith('segments.'))
      segments = without(segments, fault.path.slice('segments'.length));
    else rest = without(rest, path ? fault.path.slice(path.length) : `.${fault.path}`);
  }
  return faults;
}
