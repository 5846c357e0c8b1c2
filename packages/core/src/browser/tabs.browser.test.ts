import { expect, test, vi } from 'vitest';
import type { TabMessage } from '../ports.js';
import { createTabs } from './tabs.js';

const ACKED: TabMessage = { type: 'acked', ids: ['a', 'b'] };
const DENIED: TabMessage = { type: 'consent', granted: false };

test('the other tabs of this name hear, the speaker and other names do not', async () => {
  const [one, two, stranger] = [createTabs('t1'), createTabs('t1'), createTabs('t2')];
  const [self, other, strange] = [vi.fn(), vi.fn(), vi.fn()];
  const offs = [one.on(self), two.on(other), stranger.on(strange)];
  one.post(ACKED);
  two.post(DENIED);
  await vi.waitFor(() => expect(self).toHaveBeenCalledTimes(1));
  expect(other.mock.calls).toEqual([[ACKED]]);
  expect(self.mock.calls).toEqual([[DENIED]]);
  expect(strange).not.toHaveBeenCalled();
  for (const off of offs) off();
});

test('who stopped listening hears nothing', async () => {
  const [one, two] = [createTabs('t3'), createTabs('t3')];
  const [stopped, still] = [vi.fn(), vi.fn()];
  const off = two.on(stopped);
  const offStill = two.on(still);
  off();
  one.post(ACKED);
  await vi.waitFor(() => expect(still).toHaveBeenCalledTimes(1));
  expect(stopped).not.toHaveBeenCalled();
  offStill();
});

test('one tab at a time holds a name; the next has its turn when that is given up, and who waits no longer has none', async () => {
  const [one, two, three] = [createTabs('t5'), createTabs('t5'), createTabs('t5')];
  const [held, waited, last] = [vi.fn(), vi.fn(), vi.fn()];
  const giveUp = one.claim('n', held);
  await vi.waitFor(() => expect(held).toHaveBeenCalledTimes(1));
  const leave = two.claim('n', waited);
  const end = three.claim('n', last);
  const other = three.claim('m', held);
  await vi.waitFor(() => expect(held).toHaveBeenCalledTimes(2));
  expect([waited.mock.calls.length, last.mock.calls.length]).toEqual([0, 0]);
  leave();
  giveUp();
  await vi.waitFor(() => expect(last).toHaveBeenCalledTimes(1));
  expect(waited).not.toHaveBeenCalled();
  for (const finish of [end, other]) finish();
});

test('a page that is left gives up what it holds, so that it can be kept for going back', async () => {
  const [one, two] = [createTabs('t6'), createTabs('t6')];
  const [held, turn] = [vi.fn(), vi.fn()];
  one.claim('n', held);
  await vi.waitFor(() => expect(held).toHaveBeenCalled());
  dispatchEvent(new PageTransitionEvent('pagehide'));
  const end = two.claim('n', turn);
  await vi.waitFor(() => expect(turn).toHaveBeenCalled());
  end();
});

test('without Web Locks each tab acts alone', () => {
  const locks = vi.spyOn(navigator, 'locks', 'get').mockReturnValue(undefined as never);
  const turns = [vi.fn(), vi.fn()];
  for (const turn of turns) createTabs('t7').claim('n', turn)();
  locks.mockRestore();
  expect(turns.map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
});

test('without BroadcastChannel a tab is alone, without harm', () => {
  const original = globalThis.BroadcastChannel;
  Reflect.deleteProperty(globalThis, 'BroadcastChannel');
  const tabs = createTabs('t4');
  globalThis.BroadcastChannel = original;
  const off = tabs.on(() => {});
  expect(() => tabs.post(ACKED)).not.toThrow();
  expect(off).not.toThrow();
});
