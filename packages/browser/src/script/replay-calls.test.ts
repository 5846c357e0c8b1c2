import type { Tendril } from '@tendril/core';
import { expect, test, vi } from 'vitest';
import { type QueuedCall, replayCalls } from './replay-calls.js';

function setUp() {
  const said: unknown[] = [];
  const note =
    (method: string) =>
    (...args: unknown[]) =>
      said.push([method, ...args]);
  const client = { track: note('track'), identify: note('identify'), consent: {} } as unknown as Tendril;
  const error = vi.spyOn(console, 'error').mockReset().mockReturnValue();
  return { said, client, error };
}

test('calls are made in order, with their arguments', () => {
  const { said, client, error } = setUp();
  const calls: QueuedCall[] = [
    ['identify', 'u_1', { role: 'owner' }],
    ['track', 'a'],
    ['track', 'b', { n: 1 }],
  ];
  replayCalls(client, calls);
  expect(said).toEqual(calls);
  expect(error).not.toHaveBeenCalled();
});

test('a call as a stub keeps it, an arguments object, is as good', () => {
  const { said, client } = setUp();
  function keep(..._: unknown[]) {
    // biome-ignore lint/complexity/noArguments: what stubs of the classic form push
    return arguments as unknown as QueuedCall;
  }
  replayCalls(client, [keep('track', 'a')]);
  expect(said).toEqual([['track', 'a']]);
});

test('init was read before, and is not replayed', () => {
  const { said, client, error } = setUp();
  replayCalls(client, [
    ['init', {}],
    ['track', 'a'],
  ]);
  expect(said).toEqual([['track', 'a']]);
  expect(error).not.toHaveBeenCalled();
});

test.each(['trck', 'consent', ''])(
  'the unknown method %j is said, and the calls after it are made',
  (method) => {
    const { said, client, error } = setUp();
    replayCalls(client, [
      [method, 'x'],
      ['track', 'a'],
    ]);
    expect(said).toEqual([['track', 'a']]);
    expect(error.mock.calls).toEqual([[`tendril: no method ${method}`]]);
  },
);
