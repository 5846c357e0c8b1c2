import { expect, test, vi } from 'vitest';
import { createFakeBrowser } from './testing/fake-browser.js';
import { START } from './testing/fake-clock.js';
import { turn } from './testing/turn.js';

async function openTab() {
  const { tendril, link } = createFakeBrowser().openTab();
  await turn();
  return { tendril, link };
}

test('the first listener also hears of the events before it, the last 50', async () => {
  const { tendril, link } = await openTab();
  for (let n = 0; n < 60; n += 1) tendril.track(`event ${n}`, { n });
  const names: string[] = [];
  link.onEvent(({ name }) => names.push(name));
  tendril.track('event 60');
  expect(names).toEqual(Array.from({ length: 51 }, (_, n) => `event ${n + 10}`));
});

test('a later listener hears of later events only, and none once it stopped', async () => {
  const { tendril, link } = await openTab();
  tendril.track('before');
  link.onEvent(() => {});
  const heard = vi.fn();
  const off = link.onEvent(heard);
  tendril.identify('u_1');
  const id = tendril.track('said', { n: 1 });
  off();
  tendril.track('after');
  expect(heard.mock.calls.map(([event]) => event)).toEqual([
    { name: 'identify', properties: {}, messageId: expect.any(String), at: START },
    { name: 'said', properties: { n: 1 }, messageId: id, at: START },
  ]);
});

test('explain asks the layer while there is one, and says so when there is none', async () => {
  const { tendril, link } = await openTab();
  expect(tendril.explain()).toEqual([]);
  expect(tendril.explain('seats')).toMatchObject({ nudge: 'seats', shown: false, reason: 'not-loaded' });
  const answer = { nudge: 'seats', shown: true, reason: 'shown', summary: 'It shows.', gates: [] };
  link.explainWith((nudge) => (nudge === undefined || nudge === 'seats' ? [answer] : []));
  expect(tendril.explain()).toEqual([answer]);
  expect(tendril.explain('seats')).toEqual(answer);
  link.explainWith(undefined);
  expect(tendril.explain()).toEqual([]);
});

test('the debug panel opens when it is asked for, or with the layer that comes later, once', async () => {
  const { tendril, link } = await openTab();
  const open = vi.fn();
  tendril.debug();
  link.explainWith(() => [], open);
  expect(open).toHaveBeenCalledTimes(1);
  tendril.debug();
  expect(open).toHaveBeenCalledTimes(2);
  link.explainWith(undefined);
  link.explainWith(() => [], open);
  expect(open, 'nobody has asked again').toHaveBeenCalledTimes(2);
});
