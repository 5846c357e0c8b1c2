import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMessageIds } from './message-id.js';
import { countingRandom } from './testing/fake-browser.js';

const UUID7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const timeOf = (id: string) => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

test('an id is a UUID of version 7, whose first 48 bits are the time', () => {
  const now = Date.parse('2026-03-01T12:00:00.123Z');
  const id = createMessageIds({ now: () => now }, countingRandom())();
  expect(id).toMatch(UUID7);
  expect(timeOf(id)).toBe(now);
});

test.each([0x00, 0x3f, 0x40, 0x7f, 0xff])('the variant bits are right for the random byte %i', (byte) => {
  expect(createMessageIds({ now: () => 1 }, () => new Uint8Array(16).fill(byte))()).toMatch(UUID7);
});

test('ids sort in the order they were made, and none repeats, whatever the clock does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 47 }), { minLength: 2, maxLength: 200 }), (times) => {
      let at = 0;
      const newId = createMessageIds({ now: () => times[at++]! }, countingRandom());
      const ids = times.map(() => newId());
      expect(ids).toEqual([...new Set(ids)].sort());
    }),
  );
});

test('more ids than fit in a millisecond run ahead of the clock, still sorted', () => {
  const newId = createMessageIds({ now: () => 1000 }, () => new Uint8Array(16));
  const ids = Array.from({ length: 10_000 }, newId);
  expect(new Set(ids).size).toBe(10_000);
  expect([...ids].sort()).toEqual(ids);
  expect(ids.every((id) => UUID7.test(id))).toBe(true);
  expect(timeOf(ids[9999]!)).toBe(1002);
});

test('ids of one page share their random part, until a fresh one is asked for', () => {
  const newId = createMessageIds({ now: () => 1000 }, countingRandom());
  const tailOf = (id: string) => id.slice(19);
  const [first, second, fresh, after] = [newId(), newId(), newId('fresh'), newId()];
  expect(tailOf(second)).toBe(tailOf(first));
  expect(tailOf(fresh)).not.toBe(tailOf(first));
  expect(tailOf(after)).toBe(tailOf(fresh));
});
