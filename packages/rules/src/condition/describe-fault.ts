import { type Issue, type IssueCode, issue } from '@tendril/protocol';
import { COMBINATOR_NAMES, LIMITS, OPERATOR_NAMES } from './compile.js';
import type { Fault } from './fault.js';

type Describe = (detail: string) => [message: string, cure: string];

/** `combination $xor` or `operator $foo`. */
const unknownOperator: Describe = (named) => {
  const known = named.startsWith('combination') ? COMBINATOR_NAMES() : OPERATOR_NAMES();
  return [`unknown ${named}`, `use ${known.join(' ')}`];
};

const EXAMPLES: { [wanted: string]: string } = {
  'a condition': ' such as { "user.role": "owner" }',
  'a list of conditions': ': [{ … }, { … }]',
};

const TEXTS: { [code in IssueCode]?: Describe } = {
  limit: () => [
    `is deeper than ${LIMITS.depth} or has more than ${LIMITS.nodes} nodes`,
    'split it into segments',
  ],
  type: (wanted) => [`is not ${wanted}`, `write ${wanted}${EXAMPLES[wanted] ?? ''}`],
  'unknown-operator': unknownOperator,
  group: (named) => [`there is no ${named}`, `add it to \`${named.split(' ')[0]}s\`, or correct the name`],
  path: () => ['is not a fact path', 'join at most 8 names by dots, such as usage.seats.ratio'],
};

/** A fault with its message and cure. Not in browsers: the texts weigh more than the compiler. */
export function describeFault({ code, path, detail }: Fault): Issue {
  const [message, cure] = TEXTS[code]?.(detail) ?? [detail, 'check the document against ruleset.schema.json'];
  return issue(code, path, message, cure);
}
