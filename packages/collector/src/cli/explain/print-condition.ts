import type { Counted, ExplainedCondition, ExplainedLeaf, Measured } from '@tendril/rules';
import { alignRows } from '../table.js';
import { wrapText } from '../wrap-text.js';
import { printFact, printInstant } from './print-value.js';

const printTruth = (holds: boolean | null): string => (holds === null ? 'unknown' : String(holds));

const printCounted = ({ least, most }: Counted, one: string): string => {
  const range =
    most === undefined ? `at least ${least}` : most === least ? `${least}` : `${least} to ${most}`;
  return `${range} ${one}${range === '1' ? '' : 's'}`;
};

const printMeasured = ({ count, days, last, change }: Measured): string =>
  [
    printCounted(count, 'time'),
    `on ${printCounted(days, 'day')}`,
    ...(last === undefined ? [] : [`last ${printInstant(last)}`]),
    ...(change === undefined ? [] : [`change ${change}`]),
  ].join(', ');

const actualOf = ({ event, values, measured }: ExplainedLeaf): string => {
  const facts = Object.entries(values).map(([path, value]) => printFact(path, value));
  const past = measured
    ? [printMeasured(measured)]
    : event === undefined
      ? []
      : ['unknown past: give --events'];
  return [...past, ...facts].join(', ');
};

/** The sentence, and under it each leaf with its actual value. A leaf that is all of the sentence is not said again. */
export const printCondition = (
  name: string,
  { text, holds, leaves }: ExplainedCondition,
  indent: string,
): string[] => {
  const isAll = leaves.length === 1 && text === `Holds when ${leaves[0]?.text}.`;
  const rows = leaves.map((leaf) => [printTruth(leaf.holds), ...(isAll ? [] : [leaf.text]), actualOf(leaf)]);
  const inner = `${indent}  `;
  return [
    `${indent}${name} is ${printTruth(holds)}`,
    ...wrapText(text, inner),
    ...alignRows(rows).map((line) => `${inner}${line}`),
  ];
};
