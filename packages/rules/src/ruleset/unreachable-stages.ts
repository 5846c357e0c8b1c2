import { type Condition, type Issue, issue, type Ruleset } from '@tendril/protocol';
import { isObject } from '../condition/json.js';

/** Numbers from `from` to `to`; `after` and `before` say that an end itself is not among them. */
interface Numbers {
  from: number;
  after: boolean;
  to: number;
  before: boolean;
}

/** The numbers that operators accept; undefined when they do more than bound a number. */
function numbersOf(operators: unknown): Numbers | undefined {
  if (!isObject(operators)) return undefined;
  const numbers = {
    from: Number.NEGATIVE_INFINITY,
    after: false,
    to: Number.POSITIVE_INFINITY,
    before: false,
  };
  for (const [name, bound] of Object.entries(operators)) {
    if (typeof bound !== 'number') return undefined;
    if (name === '$gte' || name === '$gt') {
      numbers.from = bound;
      numbers.after = name === '$gt';
    } else if (name === '$lte' || name === '$lt') {
      numbers.to = bound;
      numbers.before = name === '$lt';
    } else return undefined;
  }
  return numbers;
}

const isWithin = (inner: Numbers, outer: Numbers): boolean =>
  (inner.from > outer.from || (inner.from === outer.from && (inner.after || !outer.after))) &&
  (inner.to < outer.to || (inner.to === outer.to && (inner.before || !outer.before)));

/** Does the narrow condition imply the wide one? Says yes only in cases that are plain to see. */
export function implies(narrow: Condition, wide: Condition): boolean {
  return Object.entries(wide).every(([key, operand]) => {
    if (!Object.hasOwn(narrow, key)) return false;
    if (JSON.stringify(narrow[key]) === JSON.stringify(operand)) return true;
    const [inner, outer] = [numbersOf(narrow[key]), numbersOf(operand)];
    return !!inner && !!outer && isWithin(inner, outer);
  });
}

/** Warns of stages that never show: the first stage that holds is shown, and an earlier one always holds with them. */
export function unreachableStages({ nudges }: Ruleset): Issue[] {
  return nudges.flatMap(({ what: { stages = [] } }, index) =>
    stages.flatMap((stage, which) => {
      const before = stages.slice(0, which).find((one) => implies(stage.if, one.if));
      if (!before) return [];
      const message = `never shows: ${before.id}, which comes before ${stage.id}, holds whenever it does`;
      const cure = `put ${stage.id} before ${before.id}, or narrow the condition of ${before.id}`;
      return [issue('unreachable', `nudges[${index}].what.stages[${which}].if`, message, cure)];
    }),
  );
}
