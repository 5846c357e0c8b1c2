import { describe, expect, it } from 'vitest';
import { wrongStyle } from './check-styles.js';
import { parseTemplate } from './parse-template.js';

describe('arguments', () => {
  it.each([
    ['plain # text', ['plain # text']],
    ['{a.b}', [{ name: 'a.b' }]],
    ['{ a | there }', [{ name: 'a', fallback: 'there' }]],
    ['{a|}', [{ name: 'a', fallback: '' }]],
    ['{a|0,number,percent}', [{ name: 'a', fallback: '0', kind: 'number', style: 'percent' }]],
    ['{a,relative,day}!', [{ name: 'a', kind: 'relative', style: 'day' }, '!']],
    ['{a,date,days-ahead}', [{ name: 'a', kind: 'date', style: 'days-ahead' }]],
    ['{a,number,currency:EUR}', [{ name: 'a', kind: 'number', style: 'currency:EUR' }]],
  ])('%j', (template, parts) => {
    expect(parseTemplate(template)).toEqual(parts);
  });
});

it.each([
  ['{a,plural,one{x}}', 'other{…}'],
  ['{a,select,b{x}}', 'other{…}'],
  ['{a,select}', 'expected ,'],
  ['{a', 'expected }'],
  ['{}', 'a name'],
])('%s: wanted is %s', (template, wanted) => {
  expect(() => parseTemplate(template)).toThrow(wanted);
});

it.each([
  ['{a,nmber}', 'nmber is none of number'],
  ['{a,number,euro}', 'euro is no style of number'],
  ['{a,number,currency:euro}', 'no style of number'],
  ['{a,date,soon}', 'no style of date'],
  ['{a,relative,age}', 'no style of relative'],
  ['{a,plural,other{{b,select,other{{c,date,soon}}}}}', 'no style of date'],
  ['{a} {b,number} {c,number,unit:hour} {d,date,days-ahead} {e,plural,other{#}}', undefined],
])('styles of %s: %s', (template, wrong) => {
  const said = wrongStyle(parseTemplate(template));
  if (wrong) expect(said).toContain(wrong);
  else expect(said).toBeUndefined();
});
