import { readFileSync } from 'node:fs';
import { parseTemplate } from '@tendril/rules';
import { expect, it } from 'vitest';
import { wordsOf } from '../invite/invite-words.js';
import { PRICE_WORDS } from '../quote/price-words.js';
import { WORDS } from './words.js';

const README = readFileSync('packages/nudges/README.md', 'utf8');

it.each(Object.entries(WORDS))('%s is a template, and the README names it', (word, template) => {
  expect(() => parseTemplate(template)).not.toThrow();
  expect(README).toContain(`\`${word}\``);
});

/** Said around the views; these are no templates. */
const AROUND = [
  ...Object.keys(PRICE_WORDS),
  ...Object.keys(wordsOf()),
  'snooze',
  'never',
  'waiting',
  'late',
  'again',
];

it.each(AROUND)('the README names %s', (word) => {
  expect(README).toMatch(new RegExp(`\\|.*\`${word}\`.*\\|`));
});
