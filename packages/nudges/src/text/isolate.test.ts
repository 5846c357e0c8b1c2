import { expect, it } from 'vitest';
import { fillPlain } from './fill-plain.js';
import { fillTemplate } from './fill-template.js';

const FACTS: { [name: string]: unknown } = {
  latin: 'Ada',
  hebrew: 'נועה',
  code: '+1 (555)',
  n: 1234,
  no: false,
};
const FILLERS = [fillPlain, fillTemplate];

it.each([
  ['en', '{latin} left', 'Ada left'],
  ['en', '{code} left', '+1 (555) left'],
  ['en', '{hebrew} left', '\u2068נועה\u2069 left'],
  ['he', '{latin} עזבה', '\u2068Ada\u2069 עזבה'],
  ['he-IL', '{hebrew} עזבה', '\u2068נועה\u2069 עזבה'],
  ['ar', '{code}', '\u2068+1 (555)\u2069'],
  ['he', '{missing|אין}', 'אין'],
  ['he', '{n}', '1,234'],
])('in %s, %j becomes %j', (locale, template, text) => {
  for (const fill of FILLERS) expect(fill(template, (name) => FACTS[name], { locale, now: 0 })).toBe(text);
});

it('in a plural and a select too', () => {
  const fill = (template: string) => fillTemplate(template, (name) => FACTS[name], { locale: 'he', now: 0 });
  expect(fill('{n,plural,other{# {latin}}}{no,select,false{{latin}}other{}}')).toBe(
    '1,234 \u2068Ada\u2069\u2068Ada\u2069',
  );
});

it.each(FILLERS)('an address is left as it is', (fill) => {
  expect(fill('/p?w={hebrew}', (name) => FACTS[name], { locale: 'he', now: 0, encode: true })).toBe(
    `/p?w=${encodeURIComponent('נועה')}`,
  );
});
