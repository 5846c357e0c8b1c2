import { expect, it } from 'vitest';
import { changesOf } from '../testing/changes-of.js';
import { openEveryView } from '../testing/open-view.js';
import { openPage, type SamplePage, SEATS } from '../testing/sample-page.js';

const region = () => document.querySelector('tendril-live')?.shadowRoot?.querySelector('[role=status]');

/** The region, and all that is said in it from now on. */
async function listen(page: SamplePage) {
  await expect
    .poll(async () => {
      await page.settle();
      return region();
    })
    .toBeTruthy();
  return changesOf(region() as Element);
}

const STAGED = {
  ...SEATS,
  what: {
    ...SEATS.what,
    stages: (SEATS.what.stages ?? []).map((stage) => ({
      ...stage,
      content: { en: { title: `Stage ${stage.id}`, body: '' } },
    })),
  },
};

it('a stage that takes the place of another is said, once, in the place of what was said before', async () => {
  const page = await openPage({ nudges: [STAGED] });
  await page.seats(7);
  const said = await listen(page);
  await expect.poll(() => region()?.textContent).toBe('Stage s70');
  await page.seats(8);
  await page.seats(9);
  await expect.poll(() => said.at(-1)).toBe('Stage s90');
  await page.seats(9.5);
  await page.settle();
  expect(said.filter((text) => text.includes('s90'))).toEqual(['Stage s90']);
  expect(region()?.textContent).toBe('Stage s90');
});

it('of what is in the flow of the page banner and gate are said when they come: all else is content', async () => {
  const page = await openEveryView();
  const lines = () => [...(region()?.children ?? [])].map(({ textContent }) => textContent);
  await expect
    .poll(async () => {
      await page.settle();
      return lines().length;
    })
    .toBeGreaterThan(1);
  await page.settle();
  const line = 'What it is about, in a line.';
  expect(lines().sort()).toEqual([`A banner for Acme ${line}`, `A gate for Acme ${line}`]);
});

it('content of the page that comes to another stage says that', async () => {
  const page = await openPage({ nudges: [{ ...STAGED, type: 'inline' }] });
  await page.seats(7);
  await page.settle();
  expect(page.host()?.shadowRoot?.textContent).toContain('Stage s70');
  expect(region()).toBeUndefined();
  await page.seats(9);
  await listen(page);
  await expect.poll(() => region()?.textContent).toBe('Stage s90');
});

it('of a dialog only the stages that follow are said: the focus says the first', async () => {
  const page = await openPage({ nudges: [{ ...STAGED, type: 'modal', where: { surface: 'center' } }] });
  await page.seats(7);
  await expect
    .poll(async () => {
      await page.settle();
      return document.querySelector('tendril-nudge')?.shadowRoot?.querySelector('dialog[open]');
    })
    .toBeTruthy();
  expect(region()).toBeUndefined();
  await page.seats(9);
  await listen(page);
  await expect.poll(() => region()?.textContent).toBe('Stage s90');
});

it('an episode is said once though the page puts another slot in the place of the first, the next one with the same text anew', async () => {
  const stages = (STAGED.what.stages ?? []).map((stage) => ({
    ...stage,
    content: { en: { title: 'Soon full', body: '' } },
  }));
  const page = await openPage({ nudges: [{ ...STAGED, what: { ...STAGED.what, stages } }] });
  await page.seats(7);
  await expect
    .poll(async () => {
      await page.settle();
      return region()?.textContent;
    })
    .toBe('Soon full');
  const said = changesOf(region() as Element);
  const slot = page.root.firstElementChild as Element;
  const other = slot.cloneNode() as Element;
  slot.replaceWith(other);
  await expect
    .poll(async () => {
      await page.settle();
      return other.childElementCount;
    })
    .toBe(1);
  await page.settle();
  expect(said).toEqual([]);
  await page.seats(7, 100);
  await page.seats(14, 20);
  await expect
    .poll(async () => {
      await page.settle();
      return said;
    })
    .toEqual(['Soon full']);
});
