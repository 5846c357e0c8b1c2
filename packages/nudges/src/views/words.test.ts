import { readFileSync } from 'node:fs';
import { parseTemplate } from '@tendril/rules';
import { expect, it } from 'vitest';
import { WORDS } from './words.js';

const README = readFileSync('packages/nudges/README.md', 'utf8');

it.each(Object.entries(WORDS))('%s is a template, and the README names it', (word, template) => {
  expect(() => parseTemplate(template)).not.toThrow();
  expect(README).toContain(`\`${word}\``);
});
