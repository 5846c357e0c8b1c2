import { USAGE_EVENT } from '@tendril/protocol';
import { expect, it } from 'vitest';
import type { ReceivedEvent } from '../store/store.port.js';
import { accepted } from '../testing/make-chunk.js';
import { factChanges } from './fact-changes.js';

const changesOf = (...events: Partial<ReceivedEvent>[]) =>
  factChanges(events.map((event, n) => accepted(`m${n}`, event)));
const usage = (properties: object) => ({
  event: USAGE_EVENT,
  properties: properties as never,
  context: { groupId: 'acct_7' },
});

it.each([
  [{ meter: 'seats', used: Number('1e999') }],
  [{ meter: 'seats', used: '3' }],
  [{ meter: 7, used: 3 }],
  [{ used: 3 }],
  [{}],
])('takes no usage from %j', (properties) => {
  expect(changesOf(usage(properties)).usage).toEqual([]);
});

it('leaves out a limit that is none', () => {
  const [change] = changesOf(usage({ meter: 'seats', used: 3, limit: Number('1e999') })).usage;
  expect(change).toMatchObject({ subject: { kind: 'account', id: 'acct_7' }, used: 3 });
  expect(change).not.toHaveProperty('limit');
});

it('gives usage to the person where there is no account', () => {
  const { context: _, ...event } = usage({ meter: 'seats', used: 3 });
  expect(changesOf(event).usage).toMatchObject([{ subject: { kind: 'user', id: 'u_1' } }]);
});

it('says each thing once, the latest', () => {
  const at = (timestamp: string, role: string) => ({
    type: 'identify' as const,
    timestamp,
    traits: { role },
    anonymousId: 'anon',
  });
  const { traits, activity, names } = changesOf(
    at('2026-01-02T00:00:00.000Z', 'new'),
    at('2026-01-02T00:00:00.000Z', 'newer'),
    at('2026-01-01T23:59:59.000Z', 'old'),
  );
  expect(traits.map(({ value }) => value)).toEqual(['newer']);
  expect(activity.map(({ day }) => day)).toEqual(['2026-01-02', '2026-01-01']);
  expect(names).toEqual([{ user: 'u_1', other: 'anon', isProven: false }]);
});

it('knows nothing of a visitor without a user id', () => {
  const visitor = { userId: undefined as never, anonymousId: 'anon' };
  const { traits, activity, names } = changesOf({ type: 'identify', traits: { a: 1 }, ...visitor }, visitor);
  expect([traits, activity, names]).toEqual([[], [], []]);
});
