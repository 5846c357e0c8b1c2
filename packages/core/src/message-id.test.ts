import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMessageIds, madeAt } from './message-id.js';
import { countingRandom } from './testing/fake-browser.js';

const SHAPE = /^[0-9a-z]{10}-[0-9a-z]{16}$/;
const YEAR_2020 = Date.parse('2020-01-01T00:00:00Z');
const YEAR_2080 = Date.parse('2080-01-01T00:00:00Z');

test('an id begins with the time, in ten digits', () => {
  const now = Date.parse('2026-03-01T12:00:00.123Z');
  const id = createMessageIds(() => now, countingRandom())();
  expect(id).toMatch(SHAPE);
  expect(madeAt(id)).toBe(now);
});

test.each([0x00, 0x23, 0x24, 0xff])('every random byte (%i) is one digit', (byte) => {
  expect(
    createMessageIds(
      () => YEAR_2020,
      () => new Uint8Array(16).fill(byte),
    )(),
  ).toMatch(SHAPE);
});

test('ids sort in the order they were made, and none repeats, whatever the clock does', () => {
  const instants = fc.array(fc.integer({ min: YEAR_2020, max: YEAR_2080 }), { minLength: 2, maxLength: 200 });
  fc.assert(
    fc.property(instants, (times) => {
      let at = 0;
      const newId = createMessageIds(() => times[at++] as number, countingRandom());
      const ids = times.map(() => newId());
      expect(ids).toEqual([...new Set(ids)].sort());
    }),
  );
});

test('more ids than fit in a millisecond run ahead of the clock, still sorted', () => {
  const newId = createMessageIds(
    () => YEAR_2020,
    () => new Uint8Array(16),
  );
  const ids = Array.from({ length: 10_000 }, () => newId());
  expect(new Set(ids).size).toBe(10_000);
  expect([...ids].sort()).toEqual(ids);
  expect(madeAt(ids[9999] as string) - YEAR_2020).toBe(9);
});

test('ids of one page share their random part, until a fresh one is asked for', () => {
  const newId = createMessageIds(() => YEAR_2020, countingRandom());
  const tailOf = (id: string) => id.slice(11);
  const [first, second, fresh, after] = [newId(), newId(), newId(true), newId()];
  expect(tailOf(second)).toBe(tailOf(first));
  expect(tailOf(fresh)).not.toBe(tailOf(first));
  expect(tailOf(after)).toBe(tailOf(fresh));
});
