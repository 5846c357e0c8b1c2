import type { Goal, Nudge } from '@tendril/protocol';
import { expect, it } from 'vitest';
import { createFakeDevice } from '../testing/fake-link.js';
import { openPage, plain } from '../testing/sample-page.js';

const GOAL: Goal = { event: 'seats-added', window: 'P1D', unit: 'account', value: 'price' };
const nudge = (over: Partial<Nudge> = {}): Nudge =>
  plain('n', 'app-banner', { goal: GOAL, how: { stopOn: ['goal'] }, ...over });
const open = (one: Nudge, device = createFakeDevice()) => openPage({ nudges: [one], device });
const goals = (page: Awaited<ReturnType<typeof open>>) =>
  page.tracked.filter(({ name }) => name === 'nudge.goal').map(({ properties }) => properties);

it('the goal ends the nudge, and is told with what it is worth', async () => {
  const page = await open(nudge());
  expect(page.text()).toBe('n');
  page.hear('seats-added', { price: 30 });
  await page.settle();
  expect(page.host()).toBeUndefined();
  expect(page.state.explain?.('n')[0]?.reason).toBe('stopped');
  expect(page.names()).toEqual(['nudge.assigned', 'nudge.goal', 'nudge.stopped']);
  expect(goals(page)).toMatchObject([{ nudge: 'n', event: 'seats-added', value: 30, episode: '' }]);
  page.hear('seats-added');
  expect(goals(page), 'once').toHaveLength(1);
});

it.each([
  ['another event', nudge(), 'seats-removed', {}],
  [
    'other properties',
    nudge({ goal: { ...GOAL, where: { 'event.n': { $gte: 5 } } } }),
    'seats-added',
    { n: 4 },
  ],
  ['a defective condition', nudge({ goal: { ...GOAL, where: { $not: { $x: 1 } } } }), 'seats-added', {}],
])('%s is not the goal', async (_, one, name, properties) => {
  const page = await open(one);
  page.hear(name, properties);
  await page.settle();
  expect(goals(page)).toEqual([]);
  expect(page.text()).toBe('n');
});

it('the properties that it asks for make the goal', async () => {
  const page = await open(nudge({ goal: { ...GOAL, where: { 'event.n': { $gte: 5 } } } }));
  page.hear('seats-added', { n: 5 });
  expect(goals(page)).toHaveLength(1);
});

it('after the window it is no goal any more', async () => {
  const page = await open(nudge());
  await page.clock.advance(25 * 3_600_000);
  page.hear('seats-added');
  expect(goals(page)).toEqual([]);
});

it('who was not shown it has not reached its goal', async () => {
  const page = await open(nudge({ who: { 'user.role': 'owner' } }));
  page.hear('seats-added');
  expect(goals(page)).toEqual([]);
});

it('without `stopOn` it goes on, and tells the goal once for each showing, over reloads too', async () => {
  const device = createFakeDevice();
  const page = await open(nudge({ how: {} }), device);
  page.hear('seats-added');
  await page.settle();
  expect(page.text()).toBe('n');
  page.unmount();
  const reloaded = await open(nudge({ how: {} }), device);
  reloaded.hear('seats-added');
  expect([goals(page).length, goals(reloaded).length]).toEqual([1, 0]);
});

it('a control group reaches goals too', async () => {
  const arms = [{ id: 'control', weight: 1, show: false }];
  const page = await open(nudge({ test: { key: 'k', unit: 'user', arms } }));
  expect(page.host()).toBeUndefined();
  page.hear('seats-added');
  expect(page.names()).toEqual(['nudge.assigned', 'nudge.goal', 'nudge.stopped']);
  expect(page.tracked.map(({ properties }) => properties.arm)).toEqual(Array(3).fill('control'));
  expect(page.tracked[0]?.properties.shown).toBe(false);
});
