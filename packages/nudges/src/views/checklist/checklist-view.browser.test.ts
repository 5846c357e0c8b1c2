import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { changesOf } from '../../testing/changes-of.js';
import { createFakeDevice } from '../../testing/fake-link.js';
import { openView } from '../../testing/open-view.js';
import { sampleOf } from '../../testing/sample-views.js';

const checklist = sampleOf('checklist');

it('is an ordered list that says in text what is done, and a progress with a name', async () => {
  const page = await openView(checklist);
  expect(
    [...page.view.querySelectorAll('ol > li')].map((one) => one.querySelector('p')?.textContent),
  ).toEqual(['Name it (Done)', 'Build a report']);
  expect(page.says('#progress')).toBe('1 of 2 done');
  const progress = page.get<HTMLProgressElement>('progress');
  expect([progress.value, progress.max, progress.getAttribute('aria-labelledby')]).toEqual([
    1,
    2,
    'progress',
  ]);
});

it('an item’s button is its own, and is reported under the item', async () => {
  const page = await openView(checklist);
  await userEvent.click(page.get('li button'));
  expect(page.names()).toContain('report.created');
  expect(page.tracked.find(({ name }) => name === 'nudge.action')?.properties).toMatchObject({
    action: 'report',
    do: 'emit',
  });
});

it('what is done meanwhile is ticked off and said politely, once', async () => {
  const page = await openView(checklist);
  const said = changesOf(page.get('[role=status].unseen'));
  page.hear('report.created');
  await expect
    .poll(async () => {
      await page.settle();
      return page.says('#progress');
    })
    .toBe('Everything is done.');
  await page.settle();
  expect(page.view.querySelectorAll('li button').length).toBe(0);
  expect(said).toEqual(['Done: Build a report. Everything is done.']);
});

it('folds by a button that says so, and stays folded after a reload', async () => {
  const device = createFakeDevice();
  const page = await openView(checklist, { device });
  const button = page.get('.head button');
  expect([button.ariaExpanded, button.getAttribute('aria-controls')]).toEqual(['true', 'items']);
  button.focus();
  await userEvent.keyboard('{Enter}');
  expect(button.ariaExpanded).toBe('false');
  expect(page.get('ol').checkVisibility()).toBe(false);
  expect(page.view.activeElement).toBe(button);
  page.unmount();
  const again = await openView(checklist, { device });
  await expect.poll(() => again.get('.head button').ariaExpanded).toBe('false');
});

it('a condition that is not known is not done', async () => {
  const page = await openView(checklist);
  page.link.facts.facts.set({ ...page.link.facts.facts.get(), account: { name: 'Acme' } });
  await page.settle();
  expect(page.view.querySelectorAll('li.done').length).toBe(1);
});

it.each([
  ['in line with its text where there is room for both', '300px', 'beside'],
  ['below its text, and not below the tick, where there is not', '230px', 'below'],
])('a button is %s', async (_, width, where) => {
  const page = await openView(checklist);
  page.root.style.width = width;
  const [text, button] = ['li:not(.done) .text', 'li button'].map((one) =>
    page.get(one).getBoundingClientRect(),
  ) as [DOMRect, DOMRect];
  expect(button.top >= text.bottom ? 'below' : 'beside').toBe(where);
  if (where === 'below') expect(button.left).toBe(text.left);
});
