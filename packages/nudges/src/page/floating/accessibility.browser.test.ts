import { NUDGE_TYPES, SURFACES } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { openFloatingPage, placed } from '../../testing/floating-page.js';
import { LOOKS, overflowing, tooSmall, violations, wear } from '../../testing/looks.js';
import { SAMPLE_FACTS, sampleOf } from '../../testing/sample-views.js';

const ANCHOR = '<button data-tendril-anchor="share">Share</button>';
const FLOATING = SURFACES.filter((surface) => surface !== 'slot');

/** What is wrong with what floats, as it is now. */
async function faultsOf(panel: HTMLElement): Promise<string[]> {
  const room = new DOMRect(0, 0, innerWidth, innerHeight);
  return [...(await violations()), ...overflowing(panel, room), ...tooSmall(panel)];
}

describe.each(LOOKS)('what floats: $name', (look) => {
  it.each(FLOATING)('%s: axe finds nothing, it fits, and its targets are large enough', async (surface) => {
    await wear(look);
    const page = await openFloatingPage(placed({ surface, anchor: 'share' }), ANCHOR);
    await page.until(page.isSeen, 'the nudge is there');
    expect(await faultsOf(page.panel() as HTMLElement)).toEqual([]);
  });

  it.each(NUDGE_TYPES)('%s as a dialog: the same', async (type) => {
    await wear(look);
    const page = await openFloatingPage(sampleOf(type, {}, { where: { surface: 'center' } }));
    page.link.facts.account(SAMPLE_FACTS.account);
    page.link.facts.usage(SAMPLE_FACTS.usage);
    await page.until(() => !!page.panel()?.shadowRoot?.querySelector('dialog[open] .view'), 'it is open');
    expect(await faultsOf(page.panel() as HTMLElement)).toEqual([]);
  });
});
