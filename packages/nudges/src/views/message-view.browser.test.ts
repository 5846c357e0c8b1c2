import { describe, expect, it, onTestFinished } from 'vitest';
import { openView } from '../testing/open-view.js';
import { sampleOf } from '../testing/sample-views.js';

describe('the title', () => {
  it.each([
    ['banner', undefined, 'P'],
    ['slidein', undefined, 'P'],
    ['inline', 3, 'H3'],
    ['modal', undefined, 'H2'],
    ['popover', 4, 'H4'],
    ['banner', 2, 'H2'],
  ] as const)('of a %s with level %s is a %s', async (type, heading, tag) => {
    const page = await openView(sampleOf(type, heading ? { heading } : {}));
    expect(page.get('#title').tagName).toBe(tag);
  });
});

it('a fact that is missing keeps the nudge away until it comes, and explain names it', async () => {
  const nudge = sampleOf('banner');
  const page = await openView(nudge);
  const facts = page.link.facts.facts;
  facts.set({ ...facts.get(), account: {} });
  await page.settle();
  expect(page.host('banner')).toBeUndefined();
  // The sentences are loaded with the first question.
  await expect
    .poll(() => page.state.explain?.('banner')[0])
    .toMatchObject({
      reason: 'fact-missing',
      summary: 'It does not show, because its text names a fact that is not known.',
      gates: expect.arrayContaining([
        { gate: 'fact-missing', pass: false, values: { fact: 'account.name' } },
      ]),
    });
  // It waits for the fact, and is not a fault that somebody has to see to.
  expect(page.notices.filter(({ on }) => on === 'error')).toEqual([]);
  page.link.facts.account({ name: 'Beta' });
  await page.settle();
  expect(page.host('banner')?.shadowRoot?.querySelector('.title')?.textContent).toBe('A banner for Beta');
});

it('a page in another direction does not turn a content, and a content does not turn a page', async () => {
  const { documentElement: root } = document;
  const before = root.lang;
  root.lang = 'en';
  onTestFinished(() => {
    root.lang = before;
  });
  const nudge = sampleOf('banner');
  nudge.what.content.ar = { title: 'مرحبا' };
  const page = await openView(nudge, { locale: 'ar' });
  const section = page.get('section');
  expect([section.lang, section.dir]).toEqual(['ar', 'rtl']);
  expect(getComputedStyle(page.root).direction).toBe('ltr');
});
