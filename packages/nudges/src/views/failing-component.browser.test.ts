import type { MountedComponent, NudgeComponent } from '@tendril/core';
import { expect, it, onTestFinished } from 'vitest';
import { openPage, plain, type SamplePage } from '../testing/sample-page.js';

const fail = (): never => {
  throw new Error('out of order');
};
const working = (over: Partial<MountedComponent> = {}): MountedComponent => ({
  update: () => {},
  unmount: () => {},
  ...over,
});
/** A button of the host's own that fails when it is pressed. */
const failingButton: NudgeComponent = (element) => {
  const button = element.appendChild(document.createElement('button'));
  button.addEventListener('click', fail);
  return working();
};

async function open(component: NudgeComponent) {
  const reports: ErrorEvent[] = [];
  const listen = (report: ErrorEvent) => reports.push(report);
  window.addEventListener('error', listen);
  onTestFinished(() => window.removeEventListener('error', listen));
  const page = await openPage({
    nudges: [plain('odd', 'a', { type: 'recap', priority: 90 }), plain('next', 'a'), plain('other', 'b')],
    slots: ['a', 'b'],
    components: { recap: component },
  });
  await page.settle();
  const uncaught = () => reports.filter(({ defaultPrevented }) => !defaultPrevented);
  return { ...page, uncaught };
}

/** It is off the page and told, another one has its place, and the page hears of no error. */
async function expectContained(page: SamplePage & { uncaught: () => ErrorEvent[] }): Promise<void> {
  await expect.poll(() => page.names()).toContain('nudge.error');
  await page.settle();
  expect([page.text('a'), page.text('b')]).toEqual(['next', 'other']);
  expect(
    page.tracked.filter(({ name }) => name === 'nudge.error').map(({ properties }) => properties),
  ).toEqual([expect.objectContaining({ nudge: 'odd', message: 'Error: out of order' })]);
  expect(page.state.explain?.('odd')[0]).toMatchObject({ reason: 'render-error' });
  expect(page.uncaught()).toEqual([]);
}

it.each<[string, NudgeComponent, (page: SamplePage) => Promise<void> | void]>([
  ['while it is mounted', fail, () => {}],
  ['while it is updated', () => working({ update: fail }), ({ seats }) => seats(3)],
  ['in a handler', failingButton, ({ root }) => root.querySelector('button')?.click()],
])('a component that throws %s is taken off and told, and the page lives', async (_, component, provoke) => {
  const page = await open(component);
  await provoke(page);
  await expectContained(page);
});

it('one that throws while it is taken off leaves its place, and is the one that is told', async () => {
  const page = await open(() => working({ unmount: fail }));
  page.link.ruleset.set({ version: '2', nudges: [plain('next', 'a'), plain('other', 'b')] });
  await page.settle();
  expect([page.text('a'), page.text('b')]).toEqual(['next', 'other']);
  expect(page.root.querySelectorAll('[data-tendril-slot=a] > *')).toHaveLength(1);
  expect(page.notices.filter(({ code }) => code === 'render')).toMatchObject([
    { message: 'odd: Error: out of order' },
  ]);
  expect(page.uncaught()).toEqual([]);
});
