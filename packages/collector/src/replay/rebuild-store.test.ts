import { expect, it } from 'vitest';
import { NOTHING_COUNTED } from '../counting/count-plan.js';
import { fakeLog } from '../testing/fake-log.js';
import { fakeStore } from '../testing/fake-store.js';
import { accepted } from '../testing/make-chunk.js';
import { rebuildStore } from './rebuild-store.js';

it('carries over every event of what was trimmed, however many were in one request', async () => {
  const positions = [
    ...Array<number>(2500).fill(1),
    ...Array<number>(10).fill(2),
    ...Array<number>(1500).fill(3),
  ];
  const events = positions.map((position, n) => ({ ...accepted(`m${n}`, {}, { position }), seq: n + 1 }));
  const applied: { position: number; count: number }[] = [];
  const rebuilt = await rebuildStore({
    // Trimmed whole: it ends at 3, and holds nothing.
    log: fakeLog({ lag: async () => 3 }),
    before: fakeStore({
      applied: async (after, limit) => events.filter(({ seq }) => seq > after).slice(0, limit),
    }),
    after: fakeStore({
      apply: async (position, { events: { length: count } }) => {
        applied.push({ position, count });
        return { newest: 0, changed: [] };
      },
    }),
    ip: 'truncate',
    plan: NOTHING_COUNTED,
    onProgress: () => {},
  });
  expect(rebuilt).toEqual({ begin: 4, carried: 4010, position: 3 });
  // A position can be applied once: each comes with all its events.
  const withEvents = applied.filter(({ count }) => count > 0);
  expect(new Set(withEvents.map(({ position }) => position)).size).toBe(withEvents.length);
  expect(withEvents.reduce((sum, { count }) => sum + count, 0)).toBe(4010);
});
