import { describe, it, onTestFinished } from 'vitest';
import { openFloatingPage, placed } from '../../testing/floating-page.js';

/** Some sites set their size by this. */
function zoom(element: HTMLElement, factor: string): void {
  element.style.setProperty('zoom', factor);
  onTestFinished(() => element.removeAttribute('style'));
}

describe.each(['0.8', '1.5'])('on a page with `zoom: %s`', (factor) => {
  it.each([
    ['the root', () => document.documentElement],
    ['the body', () => document.body],
  ])('of %s a panel is beside its anchor', async (_, of) => {
    zoom(of(), factor);
    const page = await openFloatingPage(
      placed({ surface: 'anchor', anchor: 'share' }),
      '<button data-tendril-anchor="share" style="margin: 40px 120px">Share</button>',
    );
    await page.until(page.isSeen, 'the nudge is there');
    const anchor = page.root.querySelector('[data-tendril-anchor]') as HTMLElement;
    const boxes = () => [anchor, page.panel() as HTMLElement].map((one) => one.getBoundingClientRect());
    await page.until(() => {
      const [at, panel] = boxes() as [DOMRect, DOMRect];
      const middle = (box: DOMRect) => box.left + box.width / 2;
      const isInLine = Math.abs(middle(at) - middle(panel)) < 2 || panel.left < 10;
      return isInLine && Math.abs(panel.top - at.bottom - 8) < 2;
    }, 'it is below the anchor, and in line with it');
  });
});
