import { expect, it, onTestFinished } from 'vitest';
import { openPage } from '../testing/sample-page.js';
import { createHost } from './host-element.js';

function style(css: string): void {
  const sheet = document.head.appendChild(document.createElement('style'));
  sheet.textContent = css;
  onTestFinished(() => sheet.remove());
}

it('rules of the page neither hide it nor reach into it, and its theme does', async () => {
  style(`div, section, p { display: none !important } body { letter-spacing: 9px; text-transform: uppercase }
    [data-tendril-slot] { display: block !important; --tendril-accent: rgb(1, 2, 3) }`);
  const page = await openPage();
  await page.seats(7);
  const section = page.host()?.shadowRoot?.querySelector('section') as HTMLElement;
  const button = page.button('Invite') as HTMLElement;
  expect(section.getBoundingClientRect().height).toBeGreaterThan(20);
  expect(getComputedStyle(section).letterSpacing).toBe('normal');
  expect(getComputedStyle(section).textTransform).toBe('none');
  expect(getComputedStyle(button).backgroundColor).toBe('rgb(1, 2, 3)');
});

it('one constructed sheet serves a whole document, and another document has its own', () => {
  const frame = document.body.appendChild(document.createElement('iframe'));
  onTestFinished(() => frame.remove());
  const inner = frame.contentDocument as Document;
  const hosts = [createHost(document.body), createHost(document.body), createHost(inner.body)];
  onTestFinished(() => {
    for (const { element } of hosts) element.remove();
  });
  const [first, second, other] = hosts.map(({ root }) => root.adoptedStyleSheets);
  expect(first).toHaveLength(1);
  expect(second?.[0]).toBe(first?.[0]);
  expect(other).toHaveLength(1);
  expect(other?.[0]).not.toBe(first?.[0]);
});

it.each(['ltr', 'rtl'] as const)('a %s page gets its close button at the end of the line', async (dir) => {
  document.documentElement.dir = dir;
  onTestFinished(() => document.documentElement.removeAttribute('dir'));
  const page = await openPage();
  await page.seats(7);
  const section = page.host()?.shadowRoot?.querySelector('section') as HTMLElement;
  const close = page.button('Not now') as HTMLElement;
  expect(section.dir).toBe(dir);
  const middle = (element: Element) => {
    const { left, width } = element.getBoundingClientRect();
    return left + width / 2;
  };
  expect(middle(close) > middle(section)).toBe(dir === 'ltr');
});
