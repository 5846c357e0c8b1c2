import { expect, it } from 'vitest';
import type { DatedChange } from './derive-movements.js';
import { orderChanges } from './order-changes.js';

/** A change `A>B` of a subscription at a second; without `>` it does not say what was before. */
const change = (text: string, second = 1, subscription = 'sub_1'): DatedChange => {
  const [from = '', to] = text.split('>');
  const step = to === undefined ? {} : { step: { from, to } };
  return {
    id: text,
    at: `2026-01-01T00:00:0${second}.001Z`,
    change: { account: 'a', subscription, status: 'active', lines: [], ...step },
  };
};
const idsOf = (changes: DatedChange[]): string[] => changes.map(({ id }) => id);

it.each([
  ['two', ['B>C', 'A>B'], ['A>B', 'B>C']],
  ['three', ['C>D', 'A>B', 'B>C'], ['A>B', 'B>C', 'C>D']],
  ['one that changed nothing before', ['A>B', 'A>A'], ['A>A', 'A>B']],
  ['one that changed nothing after', ['B>B', 'A>B'], ['A>B', 'B>B']],
  ['those that do not follow on each other', ['C>D', 'A>B'], ['C>D', 'A>B']],
  ['those that do not say what was before', ['B>C', 'A', 'A>B'], ['B>C', 'A', 'A>B']],
])('puts %s of one time in order', (_what, given, right) => {
  expect(idsOf(orderChanges(given.map((text) => change(text))))).toEqual(right);
});

it('knows by the change before where a way there and back began', () => {
  const back = [change('B>A', 2), change('A>B', 2)];
  expect(idsOf(orderChanges([change('X>A', 1), ...back]))).toEqual(['X>A', 'A>B', 'B>A']);
  expect(idsOf(orderChanges([change('X>B', 1), ...back]))).toEqual(['X>B', 'B>A', 'A>B']);
});

it('keeps the order of time, and other subscriptions apart', () => {
  const given = [change('B>C', 1), change('A>B', 1, 'sub_2'), change('A>B', 2)];
  expect(idsOf(orderChanges(given))).toEqual(['B>C', 'A>B', 'A>B']);
});
