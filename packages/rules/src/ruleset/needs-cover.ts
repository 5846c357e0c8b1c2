import { type Issue, issue, type Ruleset } from '@tendril/protocol';
import { compile } from '../condition/compile.js';
import { isObject } from '../condition/json.js';
import { conditionsOf } from './conditions-of.js';

/** Is it the absence of events that a `$did` asks for, where it must come out as `wanted`? */
function wantsAbsence({ count, days, last, change }: Record<string, unknown>, wanted: boolean): boolean {
  if (change !== undefined) return true;
  const measures = [count, days].filter((one) => one !== undefined);
  // Without a measure it asks for at least one event, and so does the time of the last.
  if (!measures.length) return !wanted;
  const zero = measures.every((one) => compile({ n: one }).test?.({ n: 0 }, 0) === true);
  return zero === wanted && (last === undefined || !wanted);
}

/** Finds `$did` under a condition; `wanted` turns with every negation. */
function search(value: unknown, path: string, wanted: boolean): { path: string; within: unknown }[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => search(one, `${path}[${index}]`, wanted));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = `${path}.${key}`;
    if (key !== '$did') return search(inner, at, (key === '$not' || key === '$nor') !== wanted);
    return isObject(inner) && wantsAbsence(inner, wanted)
      ? [{ path: at, within: inner.within ?? 'ever' }]
      : [];
  });
}

/** Warns of "never did", "fewer than N" and changes: unknown, and so not shown, until the counters reach back so far. */
export function needsCover(ruleset: Ruleset): Issue[] {
  return conditionsOf(ruleset)
    .filter(({ of }) => of === 'facts')
    .flatMap(({ condition, path }) => search(condition, path, true))
    .map(({ path, within }) => {
      const reach = within === 'ever' ? 'to the beginning' : `${within} back`;
      const message = `is unknown, so that nothing shows, where no counter reaches ${reach}`;
      const cure =
        within === 'ever'
          ? 'bound it by `within`, or have the server send counters'
          : 'shorten `within`, or have the server send counters';
      return issue('cover', path, message, cure);
    });
}
