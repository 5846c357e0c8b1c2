import type { Compile, Operators } from './compile-options.js';
import { isArray, isScalar, isText, numeric, own } from './json.js';
import { byDate, byRank, comparison, gt, gte, lt, lte, ordered } from './ordering.js';
import { attempt, not, type Test } from './truth.js';
import { each, reject } from './work.js';

const MAX_LIST = 10_000;

type Normal = (value: unknown) => unknown;
const same: Normal = (value) => value;
const fold: Normal = (value) => (isText(value) ? value.toLowerCase() : value);

/** Is any element of the value, or the value itself, a member? */
const among = (members: ReadonlySet<unknown>, normal: Normal = same): Test => {
  const has: Normal = (value) => members.has(normal(value));
  return (value) => value !== null && !!(isArray(value) ? value.some(has) : has(value));
};

/** A list of an operator: its members, once normalised. */
const listed =
  (normal: Normal, make: (members: Set<unknown>) => Test): Compile =>
  (operand) => {
    if (!isArray(operand)) reject('type');
    if (operand.length > MAX_LIST) reject('limit');
    return operand.every(isScalar) ? make(new Set(operand.map(normal))) : reject('type');
  };

const membership = (normal: Normal): Compile => listed(normal, (members) => among(members, normal));

const every = (normal: Normal): Compile =>
  listed(normal, (members) => (value) => {
    if (!isArray(value)) return false;
    const has = new Set(value.map(normal));
    return [...members].every((one) => has.has(one));
  });

const inGroup: Compile = (name, { options }) => among(new Set(own(options.groups, name) ?? reject('group')));

const text: Compile = (operand, { options }, name) => options.regex?.(operand, name) ?? reject('regex');

const identity: Compile = (operand) => (isScalar(operand) ? (value) => value === operand : reject('type'));

const typeName = (value: unknown): string =>
  value === null ? 'null' : isArray(value) ? 'array' : typeof value;

const READERS: { readonly [type: string]: Normal } = { string: String, number: numeric, boolean: Boolean };

/** JSON of bearable size. */
const plain: Compile<unknown> = (operand, work) =>
  isScalar(operand) || each(operand, work, plain, isArray(operand));

/** A bare operand: `{ "user.role": "owner" }`. A missing fact matches nothing but null. */
const equality: Compile = (operand, work) => {
  plain(operand, work, '');
  const read = READERS[typeof operand] ?? JSON.stringify;
  const wanted = isScalar(operand) ? operand : JSON.stringify(operand);
  // A value may have no text: it is cyclic, or its `toString` is no function.
  const reads = attempt((value) => value !== null && read(value) === wanted);
  return (value) => value === operand || reads(value, 0);
};

export const opposite =
  (make: Compile): Compile =>
  (...args) =>
    not(make(...args));

const within = membership(same);
const withini = membership(fold);

/** Operators of one value. Those that hold conditions or ask the time live in the compiler. */
export const OPERATORS: Operators = {
  '': equality,
  $eq: identity,
  $ne: opposite(identity),
  $lt: comparison(lt),
  $lte: comparison(lte),
  $gt: comparison(gt),
  $gte: comparison(gte),
  $veq: text,
  $vne: text,
  $vlt: text,
  $vlte: text,
  $vgt: text,
  $vgte: text,
  $below: ordered(lt, byRank),
  $atMost: ordered(lte, byRank),
  $above: ordered(gt, byRank),
  $atLeast: ordered(gte, byRank),
  $before: ordered(lt, byDate),
  $after: ordered(gt, byDate),
  $in: within,
  $nin: opposite(within),
  $ini: withini,
  $nini: opposite(withini),
  $all: every(same),
  $alli: every(fold),
  $inGroup: inGroup,
  $notInGroup: opposite(inGroup),
  $exists: (operand) =>
    typeof operand === 'boolean' ? (value) => (value !== null) === operand : reject('type'),
  $type: (operand) =>
    ['', 0, true, [], {}, null].map(typeName).includes(operand as string)
      ? (value) => typeName(value) === operand
      : reject('type'),
  $regex: text,
  $regexi: text,
};
