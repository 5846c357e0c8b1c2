import { expect, it } from 'vitest';
import { safeUrl } from './safe-url.js';

const BASE = 'https://app.example/reports/7?q=1';

it.each([
  ['https://example.com/x', 'https://example.com/x'],
  ['http://example.com', 'http://example.com/'],
  ['mailto:ada@example.com', 'mailto:ada@example.com'],
  ['HTTPS://EXAMPLE.COM', 'https://example.com/'],
  ['/billing', 'https://app.example/billing'],
  ['edit', 'https://app.example/reports/edit'],
  ['?tab=2', 'https://app.example/reports/7?tab=2'],
  ['#top', 'https://app.example/reports/7?q=1#top'],
  ['//cdn.example/x', 'https://cdn.example/x'],
  ['', BASE],
  ['javascript:alert(1)', undefined],
  ['JavaScript:alert(1)', undefined],
  [' javascript:alert(1)', undefined],
  ['java\nscript:alert(1)', undefined],
  ['\u0001javascript:alert(1)', undefined],
  ['data:text/html,<script>alert(1)</script>', undefined],
  ['vbscript:x', undefined],
  ['blob:https://app.example/1', undefined],
  ['file:///etc/passwd', undefined],
  ['ftp://example.com', undefined],
  ['https://', undefined],
])('%j becomes %j', (url, expected) => {
  expect(safeUrl(url, BASE)).toBe(expected);
});

it('a relative link has nowhere to go on a page without an address', () => {
  expect(safeUrl('/x', 'about:blank')).toBeUndefined();
});
