import { expect, it } from 'vitest';
import { createFakeDevice, createFakeLink, type FakeDevice } from '../../testing/fake-link.js';
import { createTabTurns } from './tab-turns.js';

function openTab(device: FakeDevice) {
  const heard = { turns: 0 };
  const turns = createTabTurns(createFakeLink({ device }).link.ports.tabs, () => {
    heard.turns += 1;
  });
  return { ...turns, heard };
}

it('one tab has its turn, and the next one when that leaves', () => {
  const device = createFakeDevice();
  const [one, two, three] = [openTab(device), openTab(device), openTab(device)];
  expect([one, two, three].map((tab) => tab.isMine('n', true))).toEqual([true, false, false]);
  one.keep([{ nudge: 'n' }]);
  expect(one.isMine('n', true)).toBe(true);
  one.keep([]);
  expect([two.heard.turns, three.heard.turns]).toEqual([1, 0]);
  expect([two.isMine('n', true), three.isMine('n', true)]).toEqual([true, false]);
});

it('who has left the line does not stand in the way', () => {
  const device = createFakeDevice();
  const [one, two, three] = [openTab(device), openTab(device), openTab(device)];
  for (const tab of [one, two, three]) tab.isMine('n', true);
  two.keep([]);
  one.keep([]);
  expect(three.isMine('n', true)).toBe(true);
});

it('to look whose turn it is takes it from nobody', () => {
  const device = createFakeDevice();
  const [one, two] = [openTab(device), openTab(device)];
  expect(one.isMine('n', false)).toBe(true);
  expect(two.isMine('n', true)).toBe(true);
});
