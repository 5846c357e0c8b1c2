import { type Issue, type IssueCode, issue } from '@tendril/protocol';
import { COMBINATOR_NAMES, OPERATOR_NAMES } from './compile.js';
import type { Fault } from './fault.js';
import { LIMITS } from './work.js';

type Text = [message: string, cure: string];

const CONDITION = 'a condition such as { "user.role": "owner" }';
const ORDERABLE = 'a number or a string';
const LIST = 'a list of at most 10000 single values';
const PLAN = 'a value of any list in `orders`';
const DATE = 'epoch milliseconds or RFC 3339 with an offset';
const MEASURE = 'a number or operators';
const SPANS = 'spans of time such as { "$lt": "14d" }';

/** What has to stand under a key. */
const WANTED: { [key: string]: string } = {
  $and: 'a list of conditions: [{ … }, { … }]',
  $or: 'a list of conditions: [{ … }, { … }]',
  $nor: 'a list of conditions: [{ … }, { … }]',
  $eq: 'a single value',
  $ne: 'a single value',
  ...Object.fromEntries(['$lt', '$lte', '$gt', '$gte'].map((name) => [name, ORDERABLE])),
  ...Object.fromEntries(['$in', '$nin', '$ini', '$nini', '$all', '$alli'].map((name) => [name, LIST])),
  ...Object.fromEntries(['$below', '$atMost', '$atLeast', '$above'].map((name) => [name, PLAN])),
  ...Object.fromEntries(['count', 'days', 'last', 'change'].map((name) => [name, MEASURE])),
  $before: DATE,
  $after: DATE,
  $ago: SPANS,
  $ahead: SPANS,
  $exists: 'true or false',
  $type: 'one of string, number, boolean, array, object, null',
  $did: 'an object such as { "event": "export.clicked", "within": "14d" }',
  $ratio: 'an object such as { "of": "seats.used", "to": "seats.limit", "is": { "$gte": 0.9 } }',
  event: 'the name of an event',
  scope: '"user" or "account"',
};

/** What an object has to have. */
const REQUIRED: { [key: string]: string } = {
  $did: '`event`, and `within` where there is `change`',
  $ratio: '`of`, `to` and `is`',
};

const TEXTS: { [code in IssueCode]?: (key: string) => Text } = {
  limit: (key) =>
    WANTED[key] === LIST
      ? [`is not ${LIST}`, 'make it a group, and use $inGroup']
      : [
          `is deeper than ${LIMITS.depth}, has more than ${LIMITS.nodes} nodes, or holds itself`,
          'split it into segments',
        ],
  type: (key) => [`is not ${WANTED[key] ?? CONDITION}`, `write ${WANTED[key] ?? CONDITION}`],
  required: (key) => ['is not complete', `add ${REQUIRED[key] ?? 'what is missing'}`],
  'unknown-operator': (key) => [
    `unknown operator ${key}`,
    `use ${OPERATOR_NAMES().join(' ')} of a fact, or ${COMBINATOR_NAMES().join(' ')} of conditions`,
  ],
  'unknown-key': (key) => [
    `${key} is not known here`,
    'use event where within scope count days last change in $did, of to is in $ratio, $lt $lte $gt $gte in $ago',
  ],
  group: (key) =>
    key === '$segment'
      ? ['there is no such segment, or it needs itself', 'correct the name, or take the circle apart']
      : ['there is no such group', 'add it to `groups`, or correct the name'],
  path: () => [
    'is not a fact path',
    'join at most 8 names by dots, such as usage.seats.ratio; no name that all objects have, such as constructor',
  ],
  duration: () => [
    'is not a span of time',
    'write one such as 30m, 12h, 14d or 4w; or ever, where `within` is',
  ],
  regex: (key) =>
    key.startsWith('$v')
      ? ['is not a version', 'write one such as "1.2.3"']
      : [
          'is not a pattern that can be matched in linear time',
          'use at most 200 characters, without look-around and back-references',
        ],
};

/** What code and path do not say comes with the fault. */
const detailed = (code: IssueCode, detail: string): Text =>
  code === 'group'
    ? [`there is no ${detail}`, 'add it, or correct the name']
    : [`is not ${detail}`, 'check the document against ruleset.schema.json'];

/** A fault with its message and cure. Not in browsers: the texts weigh more than the compiler. */
export function describeFault({ code, path, detail }: Fault): Issue {
  const key = path.slice(path.lastIndexOf('.') + 1);
  const [message, cure] = detail
    ? detailed(code, detail)
    : (TEXTS[code]?.(key) ?? [code, 'check the document against ruleset.schema.json']);
  return issue(code, path, message, cure);
}
