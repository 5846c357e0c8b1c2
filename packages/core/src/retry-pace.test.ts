import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Reply } from './ports.js';
import { createFakeBrowser } from './testing/fake-browser.js';
import { turn } from './testing/turn.js';
import { verdictOf } from './verdict.js';

const failure: fc.Arbitrary<Partial<Reply>> = fc.record(
  {
    status: fc.constantFrom(0, 408, 429, 500, 503),
    retryAfterMs: fc.integer({ min: -1000, max: 10_000_000 }),
  },
  { requiredKeys: ['status'] },
);
const reply = fc.oneof({ arbitrary: failure, weight: 5 }, fc.record({ status: fc.constantFrom(200, 413) }));

test('after a failure it waits at least 250 ms, at most its caps, and never spins', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(reply, { minLength: 1, maxLength: 25 }),
      fc.boolean(),
      async (replies, online) => {
        const { collector, clock, openTab } = createFakeBrowser();
        const made: { at: number; reply: Partial<Reply> }[] = [];
        collector.online = online;
        collector.otherwise = ({ at }) => {
          const next = replies[made.length] ?? { status: 200 };
          made.push({ at, reply: next });
          return next;
        };
        const { tendril, lifecycle } = openTab();
        for (let n = 0; n < 5; n += 1) tendril.track('event');
        await turn();
        for (let n = 0; n < 40; n += 1) {
          if (!(await clock.next())) lifecycle.fire('online');
          tendril.track('event');
          await tendril.flush();
        }
        for (const [index, { at, reply: failed }] of made.entries()) {
          const next = made[index + 1];
          if (!next || verdictOf({ body: '', status: 0, ...failed }) !== 'retry') continue;
          const cap = failed.retryAfterMs === undefined ? 5 * 60_000 : 3_600_000;
          const gap = next.at - at;
          const halted = failed.status === 0 && online;
          expect(gap, `after ${JSON.stringify(failed)}`).toBeGreaterThanOrEqual(halted ? 0 : 250);
          expect(gap, `after ${JSON.stringify(failed)}`).toBeLessThanOrEqual(cap);
        }
        for (const ms of clock.waits) expect(ms).toBeLessThanOrEqual(3_600_000);
      },
    ),
    { numRuns: 60 },
  );
});
