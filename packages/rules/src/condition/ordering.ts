import type { Compile, CompileOptions } from './compile-options.js';
import { isText, numeric } from './json.js';
import { instant } from './time.js';
import { attempt } from './truth.js';
import { reject } from './work.js';

/** Sign of value − operand. Throws where it is unknown. */
type Order = (value: unknown) => number;
type Ordering = (operand: unknown, options: CompileOptions) => Order;
type Accept = (sign: number) => boolean;

export const lt: Accept = (sign) => sign < 0;
export const lte: Accept = (sign) => sign <= 0;
export const gt: Accept = (sign) => sign > 0;
export const gte: Accept = (sign) => sign >= 0;
export const SIGNS = { $lt: lt, $lte: lte, $gt: gt, $gte: gte };

/** The operator that accepts some signs of an ordering. */
export const ordered =
  (accept: Accept, ordering: Ordering): Compile =>
  (operand, { options }) => {
    const order = ordering(operand, options);
    return attempt((value) => accept(order(value)));
  };

/** Two strings order by UTF-16, as JavaScript's `<` does. */
const compare = (a: unknown, b: unknown): number =>
  isText(a) && isText(b) ? (a > b ? 1 : a < b ? -1 : 0) : numeric(a) - numeric(b);

export const comparison =
  (accept: Accept): Compile =>
  (operand) =>
    isText(operand) || Number.isFinite(operand) ? (value) => accept(compare(value, operand)) : reject('type');

/** What no table of the document lists beside the operand can not be ordered. */
export const byRank: Ordering = (operand, { orders = {} }) => {
  const lists = (value: unknown) => (order: unknown[]) => order.includes(value);
  const tables: unknown[][] = Object.values(orders).filter(lists(operand));
  if (!tables[0]) reject('type');
  return (value) => {
    const table = tables.find(lists(value)) as unknown[];
    return table.indexOf(value) - table.indexOf(operand);
  };
};

export const byDate: Ordering = (operand) => {
  const wanted = instant(operand);
  return (value) => instant(value) - wanted;
};
