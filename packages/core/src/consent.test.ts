import { expect, test } from 'vitest';
import { type ConsentState, createConsent } from './consent.js';
import { createFakeMemo } from './testing/fake-memo.js';

test.each<
  [remembered: string | undefined, option: ConsentState | undefined, optedOut: boolean, state: ConsentState]
>([
  [undefined, undefined, false, 'granted'],
  [undefined, undefined, true, 'denied'],
  [undefined, 'granted', true, 'granted'],
  [undefined, 'pending', false, 'pending'],
  [undefined, 'pending', true, 'pending'],
  [undefined, 'denied', false, 'denied'],
  ['granted', 'pending', false, 'granted'],
  ['granted', 'denied', true, 'granted'],
  ['denied', 'granted', false, 'denied'],
  ['nonsense', 'pending', false, 'pending'],
  ['pending', undefined, true, 'denied'],
])('remembered %s, option %s, Global Privacy Control %s: %s', (remembered, option, optedOut, state) => {
  const memo = createFakeMemo();
  memo.write('consent', remembered);
  expect(createConsent(memo, option, optedOut).state).toBe(state);
});

test('only an answer is remembered', () => {
  const memo = createFakeMemo();
  const consent = createConsent(memo, 'pending', false);
  expect(memo.entries.size).toBe(0);
  consent.answer(false);
  expect(createConsent(memo, 'granted', false).state).toBe('denied');
  consent.answer(true);
  expect(createConsent(memo, 'denied', true).state).toBe('granted');
});
