import type { Ledger } from '@tendril/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isShowing, type LedgerRecord, mergeLedgers, recordInLedger } from './ledger.js';

const record = (records: LedgerRecord[], ledger: Ledger = {}): Ledger =>
  records.reduce(recordInLedger, ledger);
const shown = (at: number, episode = 'e', session = 's'): LedgerRecord => ({
  kind: 'shown',
  nudge: 'n',
  at,
  episode,
  session,
});

describe('recordInLedger', () => {
  it('keeps what each record says', () => {
    const at = { nudge: 'n', at: 5, episode: 'e' };
    const ledger = record([
      shown(4),
      { ...at, kind: 'dismissed' },
      { ...at, kind: 'snoozed', until: 9 },
      { ...at, kind: 'never' },
      { ...at, kind: 'stopped' },
    ]);
    expect(ledger).toEqual({
      n: {
        shown: [{ at: 4, session: 's', episode: 'e' }],
        dismissed: { e: 5 },
        snoozedUntil: 9,
        never: true,
        stopped: true,
      },
    });
  });

  it('leaves the ledger that it is given and other nudges alone', () => {
    const before: Ledger = Object.freeze({ other: Object.freeze({ never: true as const }) });
    const after = recordInLedger(before, shown(1));
    expect(before).toEqual({ other: { never: true } });
    expect(after.other).toBe(before.other);
  });

  it('keeps the last 50 showings', () => {
    const ledger = record(Array.from({ length: 60 }, (_, at) => shown(at, 'e', `s${at}`)));
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

const name = fc.constantFrom('a', 'b', '__proto__', 'constructor', 'x y');
const common = { nudge: fc.constantFrom('n', 'm'), at: fc.integer({ min: 1, max: 9 }), episode: name };
const anyRecord: fc.Arbitrary<LedgerRecord> = fc.oneof(
  fc.record({ kind: fc.constant('shown' as const), session: fc.constantFrom('s', 's x', 't'), ...common }),
  fc.record({ kind: fc.constant('dismissed' as const), ...common }),
  fc.record({ kind: fc.constant('snoozed' as const), until: fc.integer({ min: 1, max: 9 }), ...common }),
  fc.record({ kind: fc.constantFrom('never' as const, 'stopped' as const), ...common }),
);
const ledgers = fc.array(anyRecord, { maxLength: 70 }).map((records) => mergeLedgers({}, record(records)));

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

  it('counts an episode of a session once, since the earlier of the times that device and collector give', () => {
    const both = mergeLedgers(record([shown(7)]), record([shown(5), shown(6, 'e', 't')]));
    expect(both.n?.shown).toEqual([
      { at: 5, session: 's', episode: 'e' },
      { at: 6, session: 't', episode: 'e' },
    ]);
  });

  it('loses nothing that either side recorded', () => {
    fc.assert(
      fc.property(ledgers, anyRecord, (a, one) => {
        const both = mergeLedgers(a, recordInLedger({}, one))[one.nudge];
        if (one.kind === 'dismissed')
          expect(
            Object.entries(both?.dismissed ?? {}).find(([id]) => id === one.episode)?.[1],
          ).toBeGreaterThanOrEqual(one.at);
        if (one.kind === 'snoozed') expect(both?.snoozedUntil).toBeGreaterThanOrEqual(one.until);
        if (one.kind === 'never') expect(both?.never).toBe(true);
        if (one.kind === 'stopped') expect(both?.stopped).toBe(true);
      }),
    );
  });

  it('keeps the newest 50 showings of both, oldest first', () => {
    const even = record(Array.from({ length: 40 }, (_, index) => shown(2 * index, 'e', `even${index}`)));
    const odd = record(Array.from({ length: 40 }, (_, index) => shown(2 * index + 1, 'e', `odd${index}`)));
    const times = mergeLedgers(odd, even).n?.shown?.map(({ at }) => at);
    expect(times).toEqual(Array.from({ length: 50 }, (_, index) => index + 30));
  });
});
