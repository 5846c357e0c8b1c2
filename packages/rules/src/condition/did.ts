import type { Compile, DidLeaf } from './compile-options.js';
import { isObject, isText } from './json.js';
import { span } from './time.js';
import { apart, fields, reject } from './work.js';

const eventName: Compile<unknown> = (name) => (isText(name) && name ? name : reject('type'));
const scope: Compile<unknown> = (name) => (name === 'user' || name === 'account' ? name : reject('type'));
const windowMs: Compile<number> = (text) => (text === 'ever' ? Infinity : span(text));

/** What `$did` asks, checked. `condition` and `operators` compile the parts that are written like any other. */
export const didLeaf =
  (condition: Compile, operators: Compile): Compile<DidLeaf> =>
  (operand, work) => {
    const measure: Compile = (asked, _, key) =>
      typeof asked === 'number' || isObject(asked) ? operators(asked, work, key) : reject('type');
    const { within, ...leaf } = {
      scope: 'user',
      within: Infinity,
      ...fields(operand, work, {
        event: eventName,
        where: (where) => apart(condition, where, work),
        within: windowMs,
        scope,
        count: measure,
        days: measure,
        last: measure,
        change: measure,
      }),
    } as Omit<DidLeaf, 'withinMs'> & { within: number };
    if (!leaf.event || (leaf.change && within === Infinity)) reject('required');
    if (!(leaf.count || leaf.days || leaf.last || leaf.change)) leaf.count = (count) => (count as number) > 0;
    leaf.key = JSON.stringify([leaf.event, (operand as { where?: unknown }).where, leaf.scope]);
    return { ...leaf, withinMs: within };
  };
