import { NUDGE_TYPES } from '@tendril/protocol';
// axe-core is MPL-2.0: a tool of the tests, shipped in no package.
import axe from 'axe-core';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { page } from 'vitest/browser';
import { openEveryView } from '../testing/open-view.js';

afterEach(() => page.viewport(414, 896));

/** The page in one look; undone when the test ends. */
function look({ scheme = 'light', dir = 'ltr', font = '' }): void {
  const { documentElement: root } = document;
  root.lang = dir === 'rtl' ? 'ar' : 'en';
  root.dir = dir;
  document.title = 'Page';
  root.style.colorScheme = scheme;
  root.style.background = scheme === 'dark' ? '#101014' : '#fff';
  if (font) root.style.setProperty('--tendril-font', font);
  onTestFinished(() => {
    root.removeAttribute('style');
    root.removeAttribute('dir');
  });
}

async function violations(): Promise<string[]> {
  const { violations: found } = await axe.run(document, {
    // Of the sample page around the nudges, which has no heading of its own.
    rules: { 'page-has-heading-one': { enabled: false }, 'heading-order': { enabled: false } },
  });
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target} ${failureSummary}`),
  );
}

const LOOKS = [
  { name: 'light' },
  { name: 'dark', scheme: 'dark' },
  { name: 'right to left', dir: 'rtl' },
  { name: 'right to left in the dark', dir: 'rtl', scheme: 'dark' },
  { name: '320 px wide', width: 320 },
  { name: '320 px wide in the dark', width: 320, scheme: 'dark' },
  { name: 'text twice as large', font: '30px/1.5 system-ui' },
  { name: 'text twice as large, 320 px wide', width: 320, font: '30px/1.5 system-ui' },
];

describe.each(LOOKS)('every view: $name', ({ width = 1000, ...wanted }) => {
  it('has no violation that axe knows', async () => {
    await page.viewport(width, 900);
    look(wanted);
    await openEveryView(NUDGE_TYPES, wanted.dir === 'rtl' ? 'ar' : 'en');
    expect(await violations()).toEqual([]);
  });

  it('fits without a scroll to the side', async () => {
    await page.viewport(width, 900);
    look(wanted);
    const { host } = await openEveryView();
    const wide = NUDGE_TYPES.filter((type) => {
      const box = host(type) as HTMLElement;
      const room = box.getBoundingClientRect();
      return [...(box.shadowRoot?.querySelectorAll<HTMLElement>('*:not(.unseen)') ?? [])].some((one) => {
        const { left, right } = one.getBoundingClientRect();
        return right > room.right + 0.5 || left < room.left - 0.5;
      });
    });
    expect(wide).toEqual([]);
  });

  it('has no target smaller than 24 by 24 px', async () => {
    await page.viewport(width, 900);
    look(wanted);
    const { host } = await openEveryView();
    const small = NUDGE_TYPES.flatMap((type) =>
      [...(host(type)?.shadowRoot?.querySelectorAll<HTMLElement>('button, a, input, textarea') ?? [])]
        // What labels a radio or checkbox is part of its target.
        .map((one) =>
          one.matches('[type=radio], [type=checkbox]') ? (one.closest('label') as HTMLElement) : one,
        )
        .filter((one) => one.offsetWidth < 24 || one.offsetHeight < 24)
        .map((one) => `${type}: ${one.outerHTML}`),
    );
    expect(small).toEqual([]);
  });
});

it('axe does find what is wrong', async () => {
  look({});
  const main = document.body.appendChild(document.createElement('main'));
  onTestFinished(() => main.remove());
  main.append(document.createElement('button'));
  expect(await violations()).toEqual([expect.stringContaining('button-name')]);
});

it('no view takes the focus when it comes', async () => {
  const field = document.body.appendChild(document.createElement('input'));
  onTestFinished(() => field.remove());
  field.focus();
  await openEveryView();
  expect(document.activeElement).toBe(field);
});

it.each(NUDGE_TYPES)('%s: every button and field has a name', async (type) => {
  const { host } = await openEveryView([type]);
  const root = host(type)?.shadowRoot as ShadowRoot;
  for (const button of root.querySelectorAll('button'))
    expect(button.textContent?.trim() || button.ariaLabel, button.outerHTML).toBeTruthy();
  for (const field of root.querySelectorAll('input'))
    expect(field.labels?.[0]?.textContent?.trim(), field.outerHTML).toBeTruthy();
});
