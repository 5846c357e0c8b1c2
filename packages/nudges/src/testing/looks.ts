// axe-core is MPL-2.0: a tool of the tests, shipped in no package.
import axe from 'axe-core';
import { onTestFinished } from 'vitest';
import { page } from 'vitest/browser';

/** How somebody has set their page and their browser. */
export interface Look {
  name: string;
  scheme?: 'dark';
  dir?: 'rtl';
  font?: string;
  width?: number;
  height?: number;
}

export const LOOKS: Look[] = [
  { name: 'light' },
  { name: 'dark', scheme: 'dark' },
  { name: 'right to left', dir: 'rtl' },
  { name: 'right to left in the dark', dir: 'rtl', scheme: 'dark' },
  { name: '320 px wide', width: 320 },
  { name: '320 px wide in the dark', width: 320, scheme: 'dark' },
  { name: 'text twice as large', font: '30px/1.5 system-ui' },
  { name: 'text twice as large, 320 px wide', width: 320, font: '30px/1.5 system-ui' },
  // A window of 1280 by 900 has half of that in CSS pixels then, and all else is the screen's.
  { name: 'zoomed to 200 %', width: 640, height: 450 },
];

/** The page in one look; undone when the test ends. */
export async function wear({ scheme, dir, font, width = 1000, height = 900 }: Partial<Look>): Promise<void> {
  await page.viewport(width, height);
  const { documentElement: root } = document;
  root.lang = dir === 'rtl' ? 'ar' : 'en';
  root.dir = dir ?? 'ltr';
  document.title = 'Page';
  root.style.colorScheme = scheme ?? 'light';
  root.style.background = scheme === 'dark' ? '#101014' : '#fff';
  if (font) root.style.setProperty('--tendril-font', font);
  onTestFinished(async () => {
    root.removeAttribute('style');
    root.removeAttribute('dir');
    await page.viewport(414, 896);
  });
}

/** What axe says of the whole page. */
export async function violations(): Promise<string[]> {
  const { violations: found } = await axe.run(document, {
    // Of the sample page around the nudges, which has no heading of its own.
    rules: {
      'page-has-heading-one': { enabled: false },
      'heading-order': { enabled: false },
      // Off unless asked for: what is written on a control is in its name (WCAG 2.5.3).
      'label-content-name-mismatch': { enabled: true },
    },
  });
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target} ${failureSummary}`),
  );
}

/** What reaches out of an element to the side. */
export function overflowing(host: HTMLElement, room = host.getBoundingClientRect()): string[] {
  return [...(host.shadowRoot?.querySelectorAll<HTMLElement>('*:not(.unseen)') ?? [])]
    .filter((one) => {
      const { left, right } = one.getBoundingClientRect();
      return one.checkVisibility() && (right > room.right + 0.5 || left < room.left - 0.5);
    })
    .map((one) => one.outerHTML);
}

/** Controls of less than 24 by 24 px (WCAG 2.5.8). */
export function tooSmall(host: HTMLElement): string[] {
  const controls = 'button, a, input, textarea, select, summary';
  return (
    [...(host.shadowRoot?.querySelectorAll<HTMLElement>(controls) ?? [])]
      // What labels a radio or checkbox is part of its target.
      .map((one) => (one.matches('[type=radio], [type=checkbox]') ? (one.closest('label') ?? one) : one))
      .filter((one) => one.checkVisibility() && (one.offsetWidth < 24 || one.offsetHeight < 24))
      .map((one) => one.outerHTML)
  );
}
