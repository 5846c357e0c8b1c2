// axe-core is MPL-2.0: a tool of the tests, shipped in no package.
import axe, { type AxeResults } from 'axe-core';
import type { Tab } from './support/app.ts';
import { FLOATING, Gallery } from './support/gallery/gallery.ts';
import { expect, test } from './support/test.ts';

/** Of a window of 1280 by 900, what is left in CSS pixels when the browser zooms to 200 %. */
const ZOOMED = [640, 450] as const;

/** What axe finds, by rule and element. */
const violations = (tab: Tab): Promise<string[]> =>
  tab.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<AxeResults> } };
    const { violations: found } = await axe.run();
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target} ${failureSummary}`),
    );
  });

/** Nudges that reach out of the window to the side, and what floats and is not all in it. */
const outside = (tab: Tab): Promise<string[]> =>
  tab.evaluate(() => {
    const room = document.documentElement;
    return [...document.querySelectorAll<HTMLElement>('tendril-nudge')].flatMap((host) =>
      [...(host.shadowRoot?.querySelectorAll<HTMLElement>('*:not(.unseen)') ?? [])]
        .filter((one) => {
          const { left, right, top, bottom } = one.getBoundingClientRect();
          const isOut = left < -0.5 || right > room.clientWidth + 0.5;
          const isFloatingOut = !!host.dataset.surface && (top < -0.5 || bottom > room.clientHeight + 0.5);
          return one.checkVisibility() && (isOut || isFloatingOut);
        })
        .map((one) => `${host.dataset.surface ?? host.parentElement?.dataset.tendrilSlot}: ${one.outerHTML}`),
    );
  });

// The browser is that of the other tests too.
test.afterEach(({ app }) => app.resize(1280, 720));

test('every view of the gallery is whole, and without a fault that axe knows, at 200 % zoom', async ({
  app,
}) => {
  await app.resize(...ZOOMED);
  const gallery = await Gallery.open(app);
  expect(await app.evaluate(() => [innerWidth, innerHeight])).toEqual(ZOOMED);
  await app.evaluate(new Function(axe.source) as () => void);
  expect(await violations(app)).toEqual([]);
  expect(await outside(app)).toEqual([]);
  for (const type of FLOATING) {
    await gallery.show(type);
    expect(await outside(app), type).toEqual([]);
    expect(await violations(app), type).toEqual([]);
    await gallery.close(type);
  }
});
