import { readFileSync } from 'node:fs';
import type { Condition, Json } from '@tendril/protocol';

/** What a condition says of facts: true, false, null (unknown), or that it is none. */
export type Expected = boolean | null | 'rejected';
type Facts = { did?: Measures } & { [root: string]: Json };
export type Row = [name: string, condition: Condition, facts: Facts, expected: Expected];

/** What `$did` is to measure, as the table has it. */
interface Measures {
  [name: string]: number;
}

interface Table {
  now: number;
  orders: { [name: string]: string[] };
  groups: { [name: string]: Json[] };
  segments: { [name: string]: Condition };
  cases: Row[];
}

const FILE = new URL('../../../rules/src/condition/conditions.json', import.meta.url);
const DAY_MS = 86_400_000;
/** Events of the earlier window, of which a change is a share. */
const BEFORE = 10;

/** The golden table of `@tendril/rules`: every engine that evaluates conditions must agree with it. */
export const conditionsTable = (): Table => JSON.parse(readFileSync(FILE, 'utf8')) as Table;

/** When events were that measure so. A change is one against the window of 7 days before. */
function instantsOf({ count, days, last, change }: Measures, now: number): number[] {
  if (last !== undefined) return [last];
  if (change !== undefined) {
    const lately = Array.from({ length: Math.round(BEFORE * (1 + change)) }, () => now);
    return [...lately, ...Array.from({ length: BEFORE }, () => now - 10 * DAY_MS)];
  }
  const distinct = days ?? 1;
  return Array.from(
    { length: Math.max(count ?? 0, days ?? 0) },
    (_, index) => now - (index % distinct) * DAY_MS,
  );
}

/** The past that measures so, as lines of a file; undefined where nothing is known of it. */
export const eventsOf = (measures: Measures | undefined, now: number): string | undefined =>
  measures &&
  instantsOf(measures, now)
    .map((timestamp) => JSON.stringify({ event: 'e', timestamp, properties: { format: 'csv' } }))
    .join('\n');
