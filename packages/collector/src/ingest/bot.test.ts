import { expect, it } from 'vitest';
import { isBot } from './bot.js';

it.each([
  ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', true],
  ['Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0)', true],
  ['facebookexternalhit/1.1', true],
  ['Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/156.0.0.0 Safari/537.36', true],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', false],
  ['Mozilla/5.0 (Linux; Android 13; CUBOT P80) Chrome/156.0.0.0 Mobile Safari/537.36', false],
  ['analytics-node-next/3.1.0', false],
  [undefined, false],
])('%s: %s', (userAgent, bot) => {
  expect(isBot(userAgent)).toBe(bot);
});
