import { LIMITS, USAGE_EVENT } from '@tendril/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkEvent, reasonOf } from './check-event.js';

const good = { type: 'track', event: 'export', messageId: 'm', userId: 'u' };
const reading = (properties: unknown) => ({ ...good, event: USAGE_EVENT, properties });
const pathsOf = (event: unknown): string[] => checkEvent(event).issues.map(({ path }) => path);
const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);

it.each([
  ['a track', good],
  ['one with anonymousId alone', { ...good, userId: undefined, anonymousId: 'a' }],
  ['one that says null for nobody', { ...good, userId: null, anonymousId: 'a', properties: null }],
  ['one without messageId and timestamp', { type: 'page', userId: 'u' }],
  ['fields that no one knows', { ...good, channel: 'server', _metadata: {} }],
  ['the longest ids', { ...good, messageId: 'm'.repeat(LIMITS.idChars) }],
  ['a reading of a meter', reading({ meter: 'seats', used: 9, limit: 10 })],
  [
    'a reading without a limit, as an infinite one is written',
    reading({ meter: 'seats', used: 0, limit: null }),
  ],
  ['a time with an offset', { ...good, timestamp: '2026-01-01T00:00:00+02:00' }],
])('takes %s', (_name, event) => {
  expect(checkEvent(event).issues).toEqual([]);
});

it.each([
  ['nothing', null, ['event']],
  ['a list', [], ['event']],
  ['no type', { userId: 'u' }, ['type']],
  ['an unknown type', { ...good, type: 'trak' }, ['type']],
  ['a type that every object has', { ...good, type: 'constructor' }, ['type']],
  ['nobody', { ...good, userId: undefined }, ['userId']],
  ['a number for a person', { ...good, userId: 7 }, ['userId']],
  ['an empty id', { ...good, messageId: '' }, ['messageId']],
  ['an id that is too long', { ...good, messageId: 'm'.repeat(LIMITS.idChars + 1) }, ['messageId']],
  ['no name', { ...good, event: undefined }, ['event']],
  ['a name that is no text, also where none is needed', { ...good, type: 'page', event: true }, ['event']],
  ['an earlier id that is no text', { ...good, previousId: {} }, ['previousId']],
  ['a group that is no text', { ...good, groupId: ['g'] }, ['groupId']],
  ['a list of properties', { ...good, properties: [] }, ['properties']],
  ['no group', { type: 'group', userId: 'u' }, ['groupId']],
  ['half an alias', { type: 'alias', userId: 'u' }, ['previousId']],
  ['a time that is none', { ...good, timestamp: 'yesterday' }, ['timestamp']],
  ['a time that is a number', { ...good, timestamp: 1_700_000_000 }, ['timestamp']],
  ['nesting without end', { ...good, properties: { deep: nested(100) } }, ['event']],
  ['a reading of nothing', reading(undefined), ['properties.meter', 'properties.used']],
  ['a figure in quotes', reading({ meter: 'seats', used: '9', limit: 10 }), ['properties.used']],
  [
    'a limit that is none',
    reading({ meter: '', used: 9, limit: Number('1e999') }),
    ['properties.limit', 'properties.meter'],
  ],
  ['several mistakes', { type: 'track', messageId: '' }, ['event', 'messageId', 'userId']],
])('refuses %s and names the path', (_name, event, paths) => {
  expect(pathsOf(event).sort()).toEqual([...paths].sort());
  for (const { message, cure } of checkEvent(event).issues)
    expect(`${message}${cure}`).not.toContain('undefined');
});

it('writes the reasons as one line', () => {
  expect(reasonOf(checkEvent({ type: 'group', userId: 'u' }).issues)).toBe(
    'groupId: is missing. Add the field.',
  );
});

it('never throws, whatever JSON it gets, and never takes an event of nobody', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const { issues } = checkEvent(value);
      const { userId, anonymousId } = (value ?? {}) as Record<string, unknown>;
      expect(issues.length > 0 || Boolean(userId ?? anonymousId)).toBe(true);
    }),
  );
});
