import { expect, it } from 'vitest';
import { fillPlain } from './fill-plain.js';
import { fillTemplate } from './fill-template.js';

const FACTS: { [name: string]: unknown } = {
  'usage.seats.used': 9,
  big: 1234567.891,
  zero: 0,
  name: 'Ada & Bo',
  template: '{name} #',
  no: false,
  nothing: null,
  empty: '',
  list: ['a'],
};

/** What a filler makes of a template, its faults included. */
function outcome(fill: typeof fillPlain, template: string, encode: boolean): string {
  try {
    return fill(template, (name) => FACTS[name], { locale: 'de', now: 0, encode });
  } catch (error) {
    return `${(error as Error).name}: ${error instanceof SyntaxError ? 'broken' : error}`;
  }
}

it.each([
  '',
  'no arguments # at all',
  'a } b',
  '{usage.seats.used} of {big}, {zero} {no} {name}',
  '{ name }! {template}',
  '{missing|there} {nothing|} {empty|?} {list| ? }',
  '{missing}',
  '{nothing}',
  '{list}',
  '{',
  '{}',
  '{ }',
  '{name',
  '{name|there',
  '{a{name}}',
])('%j is filled as the whole syntax fills it', (template) => {
  for (const encode of [false, true])
    expect(outcome(fillPlain, template, encode)).toBe(outcome(fillTemplate, template, encode));
});

it('what is not plain is broken, rather than shown as it stands', () => {
  expect(() => fillPlain('{zero,number}', () => 0, { locale: 'en', now: 0 })).toThrow('"{zero,number}"');
});
