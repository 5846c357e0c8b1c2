import { expect, it } from 'vitest';
import { fromText, toKey, toText } from './text.js';

it.each(['u_42', '', 'é 👋', 'a\u0000b', 'a\\u0000b', '"quoted"', 'lone \ud800'])('gives %j back', (text) => {
  expect(toText(text)).not.toContain('\u0000');
  expect(fromText(toText(text))).toBe(text);
});

it('keeps keys short, and apart', () => {
  expect(toKey('u_42')).toBe('u_42');
  const [one, other] = [toKey(`${'x'.repeat(5000)}1`), toKey(`${'x'.repeat(5000)}2`)];
  expect(one.length).toBeLessThan(100);
  expect(one).not.toBe(other);
  expect(toKey('a\u0000b')).not.toBe(toKey('a\\u0000b'));
});
