import { afterEach, expect, test, vi } from 'vitest';
import { browserPorts } from './browser-ports.js';

const ports = () => browserPorts('https://collect.example.com', 'wk_ports');
afterEach(() => void vi.restoreAllMocks());

test('a beacon is a text, so that no preflight is needed, and says whether the browser took it', () => {
  const beacon = vi.spyOn(navigator, 'sendBeacon').mockReturnValueOnce(true).mockReturnValueOnce(false);
  const { beacon: send } = ports();
  expect([send('{"a":1}'), send('{}')]).toEqual([true, false]);
  expect(beacon.mock.calls[0]).toEqual(['https://collect.example.com/v1/batch', '{"a":1}']);
});

test.each([
  [true, true],
  [false, false],
  [undefined, false],
])('Global Privacy Control %s: opted out %s', (signal, optedOut) => {
  Object.defineProperty(navigator, 'globalPrivacyControl', { value: signal, configurable: true });
  expect(ports().optedOut()).toBe(optedOut);
  Reflect.deleteProperty(navigator, 'globalPrivacyControl');
});

test('random gives 16 bytes, others each time', () => {
  const { random } = ports();
  expect(random()).toHaveLength(16);
  expect(random()).not.toEqual(random());
});
