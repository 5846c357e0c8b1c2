import { describe, expect, it } from 'vitest';
import { fillTemplate } from './fill-template.js';
import { MissingFact } from './missing-fact.js';

const FACTS: { [name: string]: unknown } = {
  'usage.seats.used': 9,
  big: 1234567.891,
  ratio: 0.875,
  zero: 0,
  price: 12.5,
  name: 'Ada',
  markup: '<img src=x onerror=alert(1)>',
  day: '2026-03-01T12:00:00Z',
  digits: '1234',
  word: 'many',
  method: 'constructor',
  no: false,
  nothing: null,
  empty: '',
  list: ['a'],
};
const NOW = Date.parse('2026-03-10T12:00:00Z');
const fill = (template: string, locale = 'en', facts = FACTS) =>
  fillTemplate(template, (name) => facts[name], { locale, now: NOW });

describe('arguments', () => {
  it.each([
    ['', ''],
    ['no arguments # at all', 'no arguments # at all'],
    ['{usage.seats.used}', '9'],
    ['{ name }!', 'Ada!'],
    ['{big}', '1,234,567.891'],
    ['{big,number}', '1,234,567.891'],
    ['{ratio,number,percent}', '88%'],
    ['{price,number,currency:USD}', '$12.50'],
    ['{price,number,currency:EUR}', '€12.50'],
    ['{digits,number}', '1,234'],
    ['{price,number,integer}', '13'],
    ['{big,number,compact}', '1.2M'],
    ['{zero,number,currency:USD}', '$0'],
    ['{price,number,unit:hour}', '12.5 hours'],
    ['{day,date}', 'Mar 1, 2026'],
    ['{day,date,long}', 'March 1, 2026'],
    ['{price,date,days-ahead}', 'Mar 23, 2026'],
    ['{price,relative}', 'in 13 days'],
    ['{price,relative,month}', 'in 13 months'],
    ['{zero,relative}', 'today'],
    ['{day,relative}', '9 days ago'],
    ['{zero} {zero,number} {zero,number,percent}', '0 0 0%'],
    ['{no}', 'false'],
    ['{missing|there} {nothing|} {empty|?} {list|?}', 'there  ? ?'],
    [
      '{name|there} {missing|some,number} {word|none,number,currency:EUR} {word|once,date}',
      'Ada some none once',
    ],
    ['{missing|soon,relative} {word|soon,relative,day}', 'soon soon'],
    ['{markup}', '<img src=x onerror=alert(1)>'],
    ['a } b', 'a } b'],
  ])('%j becomes %j', (template, text) => {
    expect(fill(template)).toBe(text);
  });

  it('formats for the locale', () => {
    expect(fill('{big,number}', 'de')).toBe('1.234.567,891');
    expect(fill('{price,number,currency:EUR}', 'de')).toBe('12,50\u00a0€');
    expect(fill('{ratio,number,percent}', 'fr')).toMatch(/^88\s%$/);
    expect(fill('{day,date}', 'de')).toBe('01.03.2026');
  });
});

const SEATS = '{n,plural,=0{no seats}one{# seat}other{# seats}}';
const PL = '{n,plural,one{# miejsce}few{# miejsca}many{# miejsc}other{# miejsca}}';
const AR = '{n,plural,zero{Z}one{O}two{T}few{F}many{M}other{X}}';

describe('plural', () => {
  it.each([
    ['en', SEATS, 0, 'no seats'],
    ['en', SEATS, 1, '1 seat'],
    ['en', SEATS, 1500, '1,500 seats'],
    ['en', SEATS, '1', '1 seat'],
    ['en', '{n,plural,=1{just one}one{# seat}other{}}', 1, 'just one'],
    ['pl', PL, 1, '1 miejsce'],
    ['pl', PL, 3, '3 miejsca'],
    ['pl', PL, 5, '5 miejsc'],
    ['pl', PL, 22, '22 miejsca'],
    ['pl', PL, 1.5, '1,5 miejsca'],
    ['ar', AR, 0, 'Z'],
    ['ar', AR, 1, 'O'],
    ['ar', AR, 2, 'T'],
    ['ar', AR, 5, 'F'],
    ['ar', AR, 42, 'M'],
    ['ar', AR, 100, 'X'],
    ['en', '{n,plural,other{any}}', 1, 'any'],
    ['en', '{n|1,plural,one{# seat}other{# seats}}', undefined, '1 seat'],
  ])('%s: %s of %j is %j', (locale, template, n, text) => {
    expect(fill(template, locale, { n })).toBe(text);
  });
});

describe('select', () => {
  const ROLE = '{role,select,owner{Your seats}admin{The seats}other{Seats}}';
  it.each([
    ['owner', 'Your seats'],
    ['guest', 'Seats'],
    [undefined, 'Seats'],
    ['constructor', 'Seats'],
    ['__proto__', 'Seats'],
  ])('%s: %j', (role, text) => {
    expect(fill(ROLE, 'en', { role })).toBe(text);
  });

  it('tells booleans and missing values apart by name', () => {
    expect(fill('{no,select,false{off}other{on}}')).toBe('off');
    expect(fill('{nothing,select,null{none}other{some}}')).toBe('none');
  });

  it('a method that every object has is no branch', () => {
    expect(fill('[{method,select,a{x}other{y}}]')).toBe('[y]');
  });
});

describe('nesting', () => {
  const NESTED =
    '{stage,select,full{All {limit,number} seats are in use}other{{left,plural,=0{No seat}one{# seat of {limit}}other{# seats of {limit}}} left, {name}}}';
  it.each([
    [{ stage: 'full', limit: 1000 }, 'All 1,000 seats are in use'],
    [{ stage: 's', limit: 10, left: 1, name: 'Ada' }, '1 seat of 10 left, Ada'],
    [{ stage: 's', limit: 10, left: 0, name: 'Bo' }, 'No seat left, Bo'],
  ])('%j', (facts, text) => {
    expect(fill(NESTED, 'en', facts)).toBe(text);
  });

  it('# is the number of the nearest plural, in a select too', () => {
    const template = '{a,plural,other{#{x,select,other{#}}{b,plural,other{#}}#}}#';
    expect(fill(template, 'en', { a: 1, b: 2 })).toBe('1121#');
  });

  it('a fact is not read as a template', () => {
    expect(fill('{a} {n,plural,other{{a}}}', 'en', { a: '{b} #', b: 'x', n: 1 })).toBe('{b} # {b} #');
  });
});

describe('a value that is missing, or of no use', () => {
  it.each([
    ['{missing}', 'missing'],
    ['{nothing}', 'nothing'],
    ['{empty}', 'empty'],
    ['{list}', 'list'],
    ['{missing,number}', 'missing'],
    ['{word,number}', 'word'],
    ['{word,date}', 'word'],
    ['{word,relative}', 'word'],
    ['{missing,plural,other{# seats}}', 'missing'],
    ['{word,plural,other{# seats}}', 'word'],
    ['{zero,plural,=0{{missing}}other{}}', 'missing'],
  ])('%s is never printed: the fault names %s', (template, fact) => {
    expect(() => fill(template)).toThrow(new MissingFact(fact));
  });

  it('in a branch that is not taken is not asked for', () => {
    expect(fill('{zero,plural,=0{none}other{{missing}}}')).toBe('none');
  });
});

it.each([
  '{',
  '{name',
  '{name,number',
  '{}',
  '{,number}',
  '{a{b}}',
  '{n,plural}',
  '{n,plural,one}',
  '{n,plural,one{x}',
  '{n,plural,one{x',
  '{n,select,a{{b}other{c}}',
  '{n,plural,one{x}}',
  '{n,select,a{x}}',
])('%j is broken: a SyntaxError that shows it', (template) => {
  expect(() => fill(template, 'en', { n: 1 })).toThrow(SyntaxError);
  expect(() => fill(template, 'en', { n: 1 })).toThrow(JSON.stringify(template));
});
