import { USAGE_EVENT } from '@tendril/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SUBSCRIPTION_EVENT } from '../billing/subscription-change.js';
import { hostileEvents } from '../testing/hostile-requests.js';
import { checkEvent } from './check-event.js';
import { isSound } from './is-sound.js';

const good = {
  type: 'track',
  event: 'export',
  messageId: 'm',
  userId: 'u',
  timestamp: '2026-01-31T12:00:00.000Z',
};

/** Said at length. */
const isTakenAsItIs = (value: unknown): boolean => {
  const { event, issues } = checkEvent(value);
  return issues.length === 0 && event === value && 'messageId' in (value as object);
};

it('says of no event that it is sound when something is wrong with it, or to be done', () => {
  let sound = 0;
  fc.assert(
    fc.property(hostileEvents, (value) => {
      if (!isSound(value)) return;
      sound += 1;
      expect(isTakenAsItIs(value)).toBe(true);
    }),
    { numRuns: 2000 },
  );
  expect(sound).toBeGreaterThan(10);
});

it.each([
  ['an event', good],
  ['without times', { ...good, timestamp: undefined }],
  ['with fields that no one knows', { ...good, channel: 'server' }],
  ['a reading of a meter', { ...good, event: USAGE_EVENT, properties: { meter: 'seats', used: 9 } }],
  ['with nested properties', { ...good, properties: { list: [{ a: 1 }], none: null } }],
])('takes the short way for %s', (_name, event) => {
  expect(isSound(event)).toBe(true);
  expect(isTakenAsItIs(event)).toBe(true);
});

it.each([
  ['nothing', null],
  ['a null, which is to go', { ...good, properties: null }],
  ['no id, which it is to be given', { ...good, messageId: undefined }],
  ['what may be too large', { ...good, properties: { text: 'x'.repeat(30_000) } }],
  ['revenue, which not everybody may tell of', { ...good, event: SUBSCRIPTION_EVENT }],
  [
    'a reading that says no figure',
    { ...good, event: USAGE_EVENT, properties: { meter: 'seats', used: '9' } },
  ],
  ['what a deletion has left', { erased: 'request' }],
  ['a type that every object has', { ...good, type: 'constructor' }],
  ['a list that holds a type', { ...good, type: ['track'] }],
  ['a time that is none', { ...good, sentAt: 'yesterday' }],
])('leaves %s to the long one', (_name, event) => {
  expect(isSound(event)).toBe(false);
});
