import { expect, it, onTestFinished } from 'vitest';
import { textDirection } from './text-direction.js';

/** An element of a page in this language that runs this way. */
function placeIn(lang: string, dir: string): Element {
  const page = document.body.appendChild(document.createElement('div'));
  onTestFinished(() => page.remove());
  if (lang) page.lang = lang;
  page.dir = dir;
  return page.appendChild(document.createElement('p'));
}

it.each([
  ['en', 'ltr', 'en', 'ltr'],
  ['en', 'ltr', 'ar', 'rtl'],
  ['ar', 'rtl', 'ar-EG', 'rtl'],
  ['ar', 'rtl', 'en', 'ltr'],
  ['he', 'ltr', 'he', 'ltr'],
  ['en-GB', 'rtl', 'en-US', 'rtl'],
])('a page in %s that runs %s, and a content in %s: %s', (lang, dir, locale, expected) => {
  expect(textDirection(locale, placeIn(lang, dir))).toBe(expected);
});
