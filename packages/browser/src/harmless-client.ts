import type { Explanation, Tendril } from '@tendril/core';

/** A store that never changes, with the calls of nanostores that a host may make. */
const still = <T>(value: T) => ({
  value,
  lc: 0,
  get: () => value,
  listen: () => () => {},
  notify: () => {},
  off: () => {},
  subscribe(listener: (value: T) => void) {
    listener(value);
    return () => {};
  },
});

const nothing = () => '';
const explanation = (nudge: string): Explanation => ({
  nudge,
  shown: false,
  reason: 'not-loaded',
  summary: 'There is no page here: Tendril records and shows in browsers only.',
  gates: [],
});

/** The client of servers, and of pages that gave unusable options: every call is harmless. */
export const harmlessClient: Tendril = {
  track: nothing,
  identify: nothing,
  group: nothing,
  page: nothing,
  alias: nothing,
  usage: nothing,
  gate: () => ({ allowed: false, reason: 'not-entitled' }),
  entitlements: still<readonly string[]>([]) as unknown as Tendril['entitlements'],
  nudges: still({}) as unknown as Tendril['nudges'],
  explain: ((nudge?: string) => (nudge === undefined ? [] : explanation(nudge))) as Tendril['explain'],
  consent: { grant() {}, deny() {} },
  stats: () => ({ queued: 0, sent: 0, dropped: {}, storage: 'memory', consent: 'denied' }),
  flush: () => Promise.resolve(),
  reset() {},
  stop() {},
  on: () => () => {},
};
