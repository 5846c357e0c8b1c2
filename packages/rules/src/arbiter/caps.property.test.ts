import type { Ledger, Nudge } from '@tendril/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeCandidate, makeContext, NOW } from '../testing/make-nudge.js';
import { arbitrate } from './arbitrate.js';
import { isShowing, mergeLedgers, recordInLedger } from './ledger.js';

const HOUR = 3_600_000;

const nudge = (id: string, over: Partial<Nudge>) =>
  makeCandidate({ id, ...over, where: { surface: 'slot', slot: id } });
const CANDIDATES = [
  nudge('a', { category: 'upsell', how: { max: [{ n: 2, per: 'P1D' }] } }),
  nudge('b', { category: 'upsell', priority: 60 }),
  nudge('c', { category: 'invite', how: { max: [{ n: 1, per: 'session' }] } }),
  nudge('control', {
    category: 'invite',
    test: { key: 'k', unit: 'user', arms: [{ id: 'off', weight: 1, show: false }] },
  }),
  nudge('exempt', {
    category: 'system',
    how: { exempt: ['global', 'category'], max: [{ n: 3, per: 'P1D' }] },
  }),
];
const CATEGORIES = Object.fromEntries(CANDIDATES.map(({ nudge: { id, category } }) => [id, category]));
const POLICY = {
  caps: [
    { category: '*' as const, n: 4, per: 'P1D' },
    { category: '*' as const, n: 3, per: 'session' },
    { category: 'upsell' as const, n: 3, per: 'P1D' },
  ],
};

interface Step {
  /** Of which tab; each tab is a session of its own. */
  tab: number;
  /** Time that passes before; a clock may also be set back. */
  hours: number;
  episode: number;
  /** Which nudges are candidates at all. */
  asked: number[];
}
const step: fc.Arbitrary<Step> = fc.record({
  tab: fc.nat(2),
  hours: fc.integer({ min: -6, max: 30 }),
  episode: fc.nat(3),
  asked: fc.subarray([0, 1, 2, 3, 4]),
});

/** Runs tabs that share a ledger as `mergeLedgers` merges it; gives all that was shown, ghosts too. */
function run(steps: Step[]) {
  const starts: { nudge: string; at: number; session: string; bound: boolean }[] = [];
  let stored: Ledger = {};
  const own: Ledger[] = [{}, {}, {}];
  let now = NOW;
  for (const { tab, hours, episode, asked } of steps) {
    now += hours * HOUR;
    const session = `s${tab}`;
    let ledger = mergeLedgers(stored, own[tab] ?? {});
    const candidates = asked.map((index) => ({ ...CANDIDATES[index]!, episode: `e${episode}` }));
    const context = makeContext({ now, ledger, session, policy: POLICY, categories: CATEGORIES });
    for (const { nudge: id, show, ghost, episode: key } of arbitrate(candidates, context)) {
      if (!(show || ghost) || isShowing(ledger, id, session, key)) continue;
      starts.push({ nudge: id, at: now, session, bound: id !== 'exempt' });
      ledger = recordInLedger(ledger, { name: 'nudge.assigned', nudge: id, at: now, episode: key, session });
    }
    own[tab] = ledger;
    stored = mergeLedgers(stored, ledger);
  }
  return starts;
}

/** Every start that a cap binds found fewer than `n` others in its window, in the order in which they came. */
function expectCap(
  starts: ReturnType<typeof run>,
  n: number,
  inWindow: (a: (typeof starts)[0], b: (typeof starts)[0]) => boolean,
) {
  for (const [index, one] of starts.entries()) {
    if (!one.bound) continue;
    expect(starts.slice(0, index).filter((before) => inWindow(before, one)).length).toBeLessThan(n);
  }
}
const sameDay = (a: { at: number }, b: { at: number }) => a.at > b.at - 24 * HOUR;

it('no cap is exceeded under any sequence of tabs and times', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const starts = run(steps);
      expectCap(starts, 4, sameDay);
      expectCap(starts, 3, (a, b) => a.session === b.session);
      const upsell = starts.filter(({ nudge: id }) => CATEGORIES[id] === 'upsell');
      expectCap(upsell, 3, sameDay);
      const of = (id: string) =>
        starts.filter((one) => one.nudge === id).map((one) => ({ ...one, bound: true }));
      expectCap(of('a'), 2, sameDay);
      expectCap(of('c'), 1, (a, b) => a.session === b.session);
      expectCap(of('exempt'), 3, sameDay);
    }),
    { numRuns: 500 },
  );
});

it('the caps bind here, and what is held out or exempt uses them up', () => {
  const all = [0, 1, 2, 3, 4];
  const steps = [[3], [4], all, all, all].map((asked, episode) => ({ tab: 0, hours: 1, episode, asked }));
  expect(run(steps).map(({ nudge: id }) => id)).toEqual(['control', 'exempt', 'b', 'exempt', 'exempt']);
});
