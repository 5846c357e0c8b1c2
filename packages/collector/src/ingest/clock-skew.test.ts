import { expect, it } from 'vitest';
import { correctTime } from './clock-skew.js';
import { parseIsoTime } from './iso-time.js';

const DAY = 24 * 3600 * 1000;
const receivedAt = Date.parse('2026-05-01T00:00:00Z');

it.each([
  [
    'a clock that is a year slow',
    { sentAt: receivedAt - 365 * DAY, timestamp: receivedAt - 365 * DAY - 5 },
    -5,
    undefined,
  ],
  [
    'a clock that is a year fast',
    { sentAt: receivedAt + 365 * DAY, timestamp: receivedAt + 365 * DAY - 5 },
    -5,
    undefined,
  ],
  [
    'an event that waited 30 days',
    { sentAt: receivedAt, timestamp: receivedAt - 30 * DAY },
    -30 * DAY,
    undefined,
  ],
  ['one that waited longer', { sentAt: receivedAt, timestamp: receivedAt - 31 * DAY }, -30 * DAY, 'too-long'],
  [
    'the history that a backend tells',
    { sentAt: receivedAt, timestamp: receivedAt - 400 * DAY, isTrusted: true },
    -400 * DAY,
    undefined,
  ],
  ['one that was sent before it happened', { sentAt: receivedAt, timestamp: receivedAt + 1 }, 0, 'negative'],
  ['no time at all', {}, 0, undefined],
  ['no time of sending', { timestamp: receivedAt - 90 * DAY }, -90 * DAY, undefined],
  ['no time of sending, and from the future', { timestamp: receivedAt + 1 }, 0, 'negative'],
])('corrects %s', (_name, times, offset, clamped) => {
  const corrected = correctTime({ receivedAt, ...times });
  expect([corrected.timestamp - receivedAt, corrected.clamped]).toEqual([offset, clamped]);
});

it.each([
  ['2026-05-01T00:00:00Z', receivedAt],
  ['2026-05-01T02:00:00+02:00', receivedAt],
  ['2026-05-01T00:00:00', receivedAt],
  ['2026-05-01', receivedAt],
  ['2026-05-01 00:00:00', receivedAt],
  ['2026-05-01 00:00:00.000', receivedAt],
  ['2026-05-01T00:00:00.000', receivedAt],
  ['1', undefined],
  ['2026-13-01T00:00:00Z', undefined],
  ['', undefined],
])('reads the time %j the same in every zone', (text, time) => {
  expect(parseIsoTime(text)).toBe(time);
});
