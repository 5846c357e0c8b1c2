import { h } from 'preact';
import { useEffect } from 'preact/hooks';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { openPage, plain } from '../testing/sample-page.js';
import type { View } from '../views/view.js';

/** What stands in for the view of the type `recap`. */
const views = vi.hoisted(() => ({ current: undefined as unknown }));
vi.mock(import('../views/load-view.js'), async (original) => {
  const actual = await original();
  return {
    ...actual,
    loadView: (nudge, link) =>
      nudge.type === 'recap' ? (views.current as View) : actual.loadView(nudge, link),
  };
});

const fail = (): never => {
  throw new Error('Oops.');
};
/** What browsers report to the page. */
const reports: ErrorEvent[] = [];

beforeEach(() => {
  reports.length = 0;
  const listen = (report: ErrorEvent) => reports.push(report);
  window.addEventListener('error', listen);
  onTestFinished(() => window.removeEventListener('error', listen));
});

async function open(view: View) {
  views.current = view;
  const page = await openPage({
    nudges: [plain('odd', 'a', { type: 'recap', priority: 90 }), plain('next', 'a'), plain('other', 'b')],
    slots: ['a', 'b'],
  });
  await page.settle();
  return page;
}

/** It is off the page and told, another one has its place, and no error is left uncaught. */
function expectContained(page: Awaited<ReturnType<typeof open>>): void {
  expect([page.text('a'), page.text('b')]).toEqual(['next', 'other']);
  const [event] = page.tracked.filter(({ name }) => name === 'nudge.error');
  expect(event?.properties).toMatchObject({ nudge: 'odd', rev: 1, message: 'Error: Oops.' });
  expect(page.notices.filter(({ code }) => code === 'render')).toMatchObject([
    { message: 'odd: Error: Oops.' },
  ]);
  expect(page.state.explain?.('odd')[0]).toMatchObject({ reason: 'render-error' });
  expect(reports.every(({ defaultPrevented }) => defaultPrevented)).toBe(true);
}

it('while it is drawn', async () => {
  expectContained(await open(fail));
});

it('while it is drawn again', async () => {
  let draws = 0;
  const page = await open(() => {
    draws += 1;
    return draws > 2 ? fail() : h('p', null, 'fine');
  });
  page.link.facts.user({ other: 'facts' });
  await page.settle();
  page.link.facts.user({ more: 'facts' });
  await page.settle();
  await page.settle();
  expectContained(page);
});

it('in an effect', async () => {
  const page = await open(() => {
    useEffect(fail, []);
    return h('p', null, 'fine');
  });
  await expect.poll(() => page.names()).toContain('nudge.error');
  await page.settle();
  expectContained(page);
});

it.each(['click', 'input', 'keydown'])('in a handler of %s', async (name) => {
  const page = await open(() => h('input', { [`on${name}`]: fail }));
  const field = page.host('a')?.shadowRoot?.querySelector('input');
  field?.dispatchEvent(new Event(name, { bubbles: true }));
  await page.settle();
  expectContained(page);
});

it('what the page itself throws is the page’s', async () => {
  const page = await open(() => h('button', null, 'fine'));
  const throwing = () => fail();
  page.root.addEventListener('click', throwing);
  const silence = (event: ErrorEvent) => event.preventDefault();
  window.addEventListener('error', silence);
  onTestFinished(() => window.removeEventListener('error', silence));
  page
    .host('a')
    ?.shadowRoot?.querySelector('button')
    ?.dispatchEvent(new Event('click', { bubbles: true, composed: true }));
  await page.settle();
  expect(reports.map(({ message }) => message)).toEqual([expect.stringContaining('Oops.')]);
  expect(page.names()).not.toContain('nudge.error');
  expect(page.host('a')?.shadowRoot?.textContent).toContain('fine');
});
