import { expect, it } from 'vitest';
import { lineOfSyntaxError } from './line-of-syntax-error.js';

it.each([
  ['a word that is none', '{\n  "a": 1,\n  "b": x\n}', 3],
  ['a comma too many', '{\n  "a": 1,\n}\n', 3],
  ['a comma too few', '{\n  "a": 1\n  "b": 2\n}\n', 3],
  ['a text over two lines', '{\n  "a": "x\n  y"\n}\n', 2],
  ['a number that is none', '[\n  1,\n  -,\n  3\n]', 3],
  ['what follows the end', '{}\n\n{}\n', 3],
  ['an end that is missing', '{\n  "a": [\n    1\n', 3],
  ['nothing at all', '', 1],
  ['one line', 'nudges: []', 1],
])('finds the line of %s', (_, text, line) => {
  expect(lineOfSyntaxError(text)).toBe(line);
});

it('finds it in the middle of a long text', () => {
  const lines = Array.from({ length: 5000 }, (_, index) => `  "k${index}": ${index === 3210 ? 'y' : index},`);
  expect(lineOfSyntaxError(['{', ...lines, '  "end": 1', '}'].join('\n'))).toBe(3212);
});
