import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patternTest } from './pattern-test.js';

const matches = (pattern: string, subject: unknown, ignoreCase = false) =>
  patternTest(pattern, ignoreCase)?.(subject, 0);

describe('a pattern that is matched', () => {
  it.each([
    ['(a+)+$', `${'a'.repeat(256)}!`, false],
    ['a*a*a*b', 'a'.repeat(1024), false],
    ['^(\\w+\\s?)*$', `${'word '.repeat(200)}!`, false],
    ['(?:x?){50}x{50}', 'x'.repeat(50), true],
    ['^[\\w.]+@acme\\.(com|io)$', 'ada@acme.io', true],
    ['(?<year>\\d{4})-\\d\\d', 'on 2026-03-01', true],
    ['\\bpro\\b', 'the pro plan', true],
    ['\\bpro\\b', 'improve', false],
    ['^$', '', true],
    ['[]', 'x', false],
    ['[^]', '\n', true],
    ['a{,3}', 'a{,3}', true],
    ['x]}{', 'x]}{', true],
    ['\\u0041\\x42\\.', 'AB.', true],
  ])('%s', (pattern, subject, expected) => {
    expect(matches(pattern, subject)).toBe(expected);
    expect(new RegExp(pattern).test(subject.slice(0, 24))).toBe(matches(pattern, subject.slice(0, 24)));
  });

  it('ignores case on request', () => {
    expect(matches('OWNER|[a-f]x', 'owner', true)).toBe(true);
    expect(matches('OWNER', 'owner')).toBe(false);
  });

  it('takes no value but text, and no text of more than 1024', () => {
    expect(matches('.', 7)).toBe(false);
    expect(matches('.', null)).toBe(false);
    expect(matches('.', 'x'.repeat(1024))).toBe(true);
    expect(matches('.', 'x'.repeat(1025))).toBeUndefined();
  });
});

it.each([
  '(?=a)',
  '(?!a)',
  '(?<=a)b',
  '(?<!a)b',
  '(a)\\1',
  '(?<n>a)\\k<n>',
  '(?i:a)',
  '\\p{L}',
  '\\01',
  '\\cA',
  '(',
  ')',
  'a)',
  '[a',
  '[b-a]',
  '[\\w-z]',
  '*',
  'a**',
  '{2}',
  'a{2,1}',
  '\\',
  '((a{99}){99}){99}',
  '(((?:){999}){999}){999}',
  'a'.repeat(201),
  7,
  null,
])('%j is no pattern for it', (pattern) => {
  expect(patternTest(pattern, false)).toBeUndefined();
});

const character = fc.constantFrom(...'abAB01_ -.\n', 'é', 'É', 'ß', 'K', '\u2028', '😀');
const subject = fc.array(character, { maxLength: 12 }).map((parts) => parts.join(''));
const simple = fc.constantFrom(
  ...'abAB01_ -é',
  ...['.', '\\d', '\\D', '\\w', '\\W', '\\s', '\\S', '\\.', '\\-', '\\n', '[ab]', '[^a-b]', '[\\d_-]'],
  ...['[A-Zé]', '[^\\s\\w]', '\\x61', '\\u0042', '[\\b]', ']', '}'],
);
const zeroWidth = fc.constantFrom('^', '$', '\\b', '\\B', '');
const quantifier = fc.constantFrom('*', '+', '?', '*?', '+?', '??', '{2}', '{0}', '{1,}', '{0,2}', '{2,3}?');
/** Patterns of every construct that both know. */
const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 4 },
    simple,
    zeroWidth,
    fc.tuple(simple, quantifier).map(([one, many]) => one + many),
    fc.tuple(tie('pattern'), tie('pattern')).map(([one, two]) => one + two),
    fc.tuple(tie('pattern'), tie('pattern')).map(([one, two]) => `${one}|${two}`),
    fc
      .tuple(tie('pattern'), fc.constantFrom('(', '(?:', '(?<n>'), fc.oneof(quantifier, fc.constant('')))
      .filter(([inner, open]) => open !== '(?<n>' || !inner.includes('?<'))
      .map(([inner, open, many]) => `${open}${inner})${many}`),
  ),
}));

function byRegExp(source: string, ignoreCase: boolean): RegExp | undefined {
  try {
    return new RegExp(source, ignoreCase ? 'i' : '');
  } catch {
    return undefined;
  }
}

it('says what RegExp says', () => {
  fc.assert(
    fc.property(pattern, subject, fc.boolean(), (source, text, ignoreCase) => {
      const regExp = byRegExp(source, ignoreCase);
      fc.pre(regExp !== undefined && source.length <= 200);
      expect(matches(source, text, ignoreCase)).toBe(regExp.test(text));
    }),
    { numRuns: 4000 },
  );
});

it('takes any text as a pattern without throwing, and agrees with RegExp on what it takes', () => {
  const source = fc.string({
    unit: fc.constantFrom(...'ab01(|)[]{}^$.*+?\\-,:<>=!dwsbBu'),
    maxLength: 12,
  });
  fc.assert(
    fc.property(source, subject, (text, value) => {
      const said = matches(text, value);
      if (said !== undefined) expect(byRegExp(text, false)?.test(value) ?? said).toBe(said);
    }),
    { numRuns: 4000 },
  );
});
