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

test('without BroadcastChannel a tab is alone, without harm', () => {
  const original = globalThis.BroadcastChannel;
  Reflect.deleteProperty(globalThis, 'BroadcastChannel');
  const tabs = createTabs('t4');
  globalThis.BroadcastChannel = original;
  const off = tabs.on(() => {});
  expect(() => tabs.post(ACKED)).not.toThrow();
  expect(off).not.toThrow();
});
