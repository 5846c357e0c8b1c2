import type { Ledger, LedgerEvent } from '@tendril/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forColleagues, isShowing, mergeLedgers, recordInLedger, showingOf } from './ledger.js';

const record = (events: LedgerEvent[], ledger: Ledger = {}): Ledger => events.reduce(recordInLedger, ledger);
const shown = (at: number, episode = 'e', session = 's'): LedgerEvent => ({
  name: 'nudge.assigned',
  nudge: 'n',
  at,
  episode,
  session,
});

describe('recordInLedger', () => {
  it('keeps what each event says', () => {
    const at = { nudge: 'n', at: 5, episode: 'e', session: 's' };
    const ledger = record([
      shown(4),
      { ...at, name: 'nudge.exposed' },
      { ...at, name: 'nudge.dismissed' },
      { ...at, name: 'nudge.snoozed', until: 9 },
      { ...at, name: 'nudge.never' },
      ...['nudge.action', 'nudge.goal', 'nudge.stopped'].map((name) => ({ ...at, name })),
    ]);
    expect(ledger).toEqual({
      n: {
        shown: [{ at: 4, session: 's', episode: 'e', exposed: true }],
        dismissed: { e: 5 },
        snoozedUntil: 9,
        actedAt: 5,
        goalAt: 5,
        never: true,
        stopped: true,
      },
    });
  });

  it.each(['nudge.suppressed', 'nudge.error'])('%s leaves nothing by itself', (name) => {
    expect(record([{ ...shown(1), name }])).toEqual({ n: {} });
  });

  it('keeps nothing of a preview', () => {
    const ledger: Ledger = {};
    expect(record([{ ...shown(1), preview: true }], ledger)).toBe(ledger);
  });

  it('leaves the ledger that it is given and other nudges alone', () => {
    const before: Ledger = Object.freeze({ other: Object.freeze({ never: true as const }) });
    const after = recordInLedger(before, shown(1));
    expect(before).toEqual({ other: { never: true } });
    expect(after.other).toBe(before.other);
  });

  it('counts an episode of a session once, in however many tabs it came at once', () => {
    expect(record([shown(5), shown(7), shown(6)]).n?.shown).toEqual([{ at: 5, session: 's', episode: 'e' }]);
  });

  it('keeps the last 50 showings', () => {
    const ledger = record(Array.from({ length: 60 }, (_, at) => shown(at, `e${at}`)));
    expect(ledger.n?.shown?.map(({ at }) => at)).toEqual(Array.from({ length: 50 }, (_, at) => at + 10));
  });
});

it.each([
  ['this episode in this session', 's', 'e', true],
  ['another episode', 's', 'f', false],
  ['another session', 't', 'e', false],
])('isShowing: %s', (_, session, episode, expected) => {
  expect(isShowing(record([shown(1)]), 'n', session, episode)).toBe(expected);
  expect(isShowing({}, 'n', session, episode)).toBe(false);
});

it('showingOf says whether it was exposed', () => {
  const ledger = record([shown(1), shown(2, 'f'), { ...shown(3, 'f'), name: 'nudge.exposed' }]);
  expect(['e', 'f', 'g'].map((episode) => showingOf(ledger, 'n', 's', episode)?.exposed)).toEqual([
    undefined,
    true,
    undefined,
  ]);
});

it('a colleague is bound by what was shown and reached, not by what somebody wants', () => {
  const at = { nudge: 'n', at: 5, episode: 'e', session: 's' };
  const all = record([
    shown(4),
    ...['dismissed', 'never', 'goal', 'action', 'stopped'].map((name) => ({ ...at, name: `nudge.${name}` })),
    { ...at, name: 'nudge.snoozed', until: 9 },
  ]);
  expect(forColleagues(all)).toEqual({
    n: { shown: [{ at: 4, session: 's', episode: 'e' }], stopped: true },
  });
});

const name = fc.constantFrom('a', 'b', '__proto__', 'constructor', 'x y');
const common = {
  nudge: fc.constantFrom('n', 'm'),
  at: fc.integer({ min: 1, max: 99 }),
  episode: name,
  session: fc.constantFrom('s', 's x', 't', '1'),
};
const named = (...names: string[]) => fc.record({ name: fc.constantFrom(...names), ...common });
const anyEvent: fc.Arbitrary<LedgerEvent> = fc.oneof(
  { weight: 6, arbitrary: named('nudge.assigned', 'nudge.exposed') },
  named('nudge.dismissed', 'nudge.never', 'nudge.goal', 'nudge.action', 'nudge.stopped'),
  fc.record({ name: fc.constant('nudge.snoozed'), until: fc.integer({ min: 1, max: 9 }), ...common }),
);
const ledgers = fc.array(anyEvent, { maxLength: 150 }).map((events) => record(events));

it('a ledger is what its events add up to, in any order and each of them twice', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 150 }), fc.func(fc.integer()), (events, weight) => {
      const shuffled = [...events, ...events].sort((a, b) => weight(a) - weight(b));
      expect(record(shuffled)).toEqual(record(events));
    }),
  );
});

describe('mergeLedgers', () => {
  it('is the same in either order', () => {
    fc.assert(
      fc.property(ledgers, ledgers, (a, b) => {
        expect(mergeLedgers(a, b)).toEqual(mergeLedgers(b, a));
      }),
    );
  });

  it('does not mind how three are grouped', () => {
    fc.assert(
      fc.property(ledgers, ledgers, ledgers, (a, b, c) => {
        expect(mergeLedgers(mergeLedgers(a, b), c)).toEqual(mergeLedgers(a, mergeLedgers(b, c)));
      }),
    );
  });

  it('twice is once', () => {
    fc.assert(
      fc.property(ledgers, ledgers, (a, b) => {
        const both = mergeLedgers(a, b);
        expect(mergeLedgers(a, a)).toEqual(a);
        expect(mergeLedgers(both, b)).toEqual(both);
      }),
    );
  });

  it('loses nothing that either side recorded', () => {
    fc.assert(
      fc.property(ledgers, anyEvent, (a, one) => {
        const both = mergeLedgers(a, recordInLedger({}, one))[one.nudge];
        if (one.name === 'nudge.dismissed')
          expect(
            Object.entries(both?.dismissed ?? {}).find(([id]) => id === one.episode)?.[1] ?? 0,
          ).toBeGreaterThanOrEqual(one.at);
        if (one.name === 'nudge.snoozed') expect(both?.snoozedUntil).toBeGreaterThanOrEqual(one.until ?? 0);
        if (one.name === 'nudge.never') expect(both?.never).toBe(true);
        if (one.name === 'nudge.stopped') expect(both?.stopped).toBe(true);
      }),
    );
  });

  it('keeps the newest 50 showings of both, oldest first', () => {
    const even = record(Array.from({ length: 40 }, (_, index) => shown(2 * index, `e${index}`)));
    const odd = record(Array.from({ length: 40 }, (_, index) => shown(2 * index + 1, `o${index}`)));
    const times = mergeLedgers(odd, even).n?.shown?.map(({ at }) => at);
    expect(times).toEqual(Array.from({ length: 50 }, (_, index) => index + 30));
  });
});
