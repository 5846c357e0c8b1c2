import { describe, expect, it } from 'vitest';
import { LOOKS, overflowing, tooSmall, violations, wear } from '../testing/looks.js';
import { openPage, plain, SEATS } from '../testing/sample-page.js';

const panel = () => document.querySelector<HTMLElement>('body > tendril-nudge');

describe.each(LOOKS)('the debug panel: $name', (look) => {
  it('axe finds nothing, it fits, and its targets are large enough', async () => {
    await wear(look);
    const page = await openPage({ nudges: [SEATS, plain('hello', 'b')], slots: ['app-banner', 'b'] });
    await page.seats(9);
    page.state.debug?.();
    await page.settle();
    page.hear('report-exported', { format: 'csv' });
    await page.settle();
    const host = panel() as HTMLElement;
    for (const details of host.shadowRoot?.querySelectorAll('details') ?? []) details.open = true;
    await page.settle();
    expect(host.shadowRoot?.textContent).toContain('report-exported');
    expect(await violations()).toEqual([]);
    expect(overflowing(host, new DOMRect(0, 0, innerWidth, innerHeight))).toEqual([]);
    expect(tooSmall(host)).toEqual([]);
  });
});
