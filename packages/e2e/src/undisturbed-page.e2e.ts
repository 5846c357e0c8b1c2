import type { Tab } from './support/app.ts';
import { BODY, CSS, SURFACES } from './support/places/page-parts.ts';
import { expect, test } from './support/places/places-test.ts';

declare global {
  interface Window {
    /** How much has shifted, as https://web.dev/articles/cls counts it. */
    shifted: number;
  }
}

/** For a page's `before`. Chromium alone tells of shifts; of what was pressed just before, too. */
const watchShifts = () => {
  window.shifted = 0;
  if (!PerformanceObserver.supportedEntryTypes.includes('layout-shift')) return;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shifted += (entry as unknown as { value: number }).value;
  }).observe({ type: 'layout-shift' });
};

/** What a nudge must leave alone. */
const standing = (tab: Tab) =>
  tab.evaluate(async () => {
    // A shift is told after the frame that it happened in.
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));
    const { left, top, right, bottom } = (document.querySelector('#text') as Element).getBoundingClientRect();
    return {
      text: [left, top, right, bottom],
      scroll: scrollY,
      focus: document.activeElement?.id ?? '',
      shifted: window.shifted,
    };
  });

/** By the keyboard: before a click, Firefox's driver scrolls the button to the middle. */
async function dismiss(tab: Tab): Promise<void> {
  await tab.evaluate(() => {
    const close = document.querySelector('tendril-nudge')?.shadowRoot?.querySelector<HTMLElement>('.close');
    close?.focus({ preventScroll: true });
  });
  await tab.press('Enter');
}

for (const surface of SURFACES)
  test(`when ${surface} comes and goes: nothing shifts, scrolls or loses the focus`, async ({
    open,
    app,
  }) => {
    const page = await open({
      body: BODY,
      css: `${CSS} main { min-height: 3000px }`,
      before: [watchShifts],
    });
    await page.focus('#field');
    await app.evaluate(() => scrollTo(0, 40));
    const before = await standing(app);
    expect(before).toMatchObject({ scroll: 40, focus: 'field' });
    await page.show(surface);
    await page.untilSeen();
    // A dialog takes the focus, and gives it back.
    expect(await standing(app)).toEqual({ ...before, ...(surface === 'center' && { focus: '' }) });
    await dismiss(app);
    await page.untilGone();
    expect(await standing(app)).toEqual(before);
  });

for (const surface of ['corner', 'top', 'bottom', 'anchor', 'slot'] as const)
  test(`typing beside ${surface} loses no key and no caret`, async ({ open, app }) => {
    const page = await open({ body: BODY, css: CSS });
    await page.focus('#field');
    await app.type('ac');
    await app.evaluate(() => document.querySelector('input')?.setSelectionRange(1, 1));
    await page.show(surface);
    await page.untilSeen();
    await app.type('b');
    expect(
      await app.evaluate(() => {
        const field = document.querySelector('input');
        return [field?.value, field?.selectionStart, document.activeElement === field];
      }),
    ).toEqual(['abc', 2, true]);
  });
