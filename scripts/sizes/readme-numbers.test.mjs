import { expect, test } from 'vitest';
import { compareNumbers, sizeTexts } from './readme-numbers.mjs';

const texts = new Map([['first-track', '5.1 KB']]);
const marked = (number) => `The script is <!-- size:first-track -->${number}<!-- /size --> in all.`;

test('a right number passes', () => {
  expect(compareNumbers(marked('5.1 KB'), texts)).toEqual({
    found: 1,
    issues: [],
    corrected: marked('5.1 KB'),
  });
});

test('a wrong number is named and corrected', () => {
  const { issues, corrected } = compareNumbers(marked('4.9 KB'), texts);
  expect(issues).toEqual(['size:first-track says 4.9 KB, measured is 5.1 KB']);
  expect(corrected).toBe(marked('5.1 KB'));
});

test('a number that nothing measures is named and left alone', () => {
  const text = '<!-- size:sometihng -->1 KB<!-- /size -->';
  const { issues, corrected } = compareNumbers(text, texts);
  expect(issues).toEqual(['size:sometihng is not measured: use one of first-track']);
  expect(corrected).toBe(text);
});

test('the heaviest of several rows speaks for the scenario, in KB of 1000 bytes', () => {
  const rows = [
    { id: 'view', bytes: 1040 },
    { id: 'view', bytes: 2360 },
    { id: 'absent', bytes: undefined },
  ];
  expect([...sizeTexts(rows)]).toEqual([['view', '2.4 KB']]);
});
