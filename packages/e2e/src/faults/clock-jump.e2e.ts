import { always, refuse } from '../support/faults/fate.ts';
import { expect, test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

declare global {
  interface Window {
    /** Milliseconds by which the page's clock is wrong. */
    skew: number;
  }
}

const DAY_MS = 24 * 3600 * 1000;
/** How far a corrected time may be off: the way from the page to the collector. */
const NEAR_MS = 60_000;

/** A clock that can be set while the page runs. */
const settableClock = () => {
  const real = Date;
  window.skew = 0;
  window.Date = class extends real {
    constructor(...given: unknown[]) {
      if (given.length) super(...(given as [number]));
      else super(real.now() + window.skew);
    }
    static override now() {
      return real.now() + window.skew;
    }
  } as DateConstructor;
};

for (const [direction, jump] of [
  ['forward', DAY_MS],
  ['back', -DAY_MS],
] as const) {
  test(`a clock set ${direction} by a day loses nothing and misdates nothing that comes after`, async ({
    app,
    site,
    faulty,
    ledger,
  }) => {
    const visitor = await Visitor.open(app, site.page({ before: [settableClock] }));
    faulty.follow(always(refuse(503)));
    const before = await visitor.track(10);
    await visitor.flush();
    await visitor.tab.evaluate((ms) => {
      window.skew = ms;
    }, jump);
    const after = await visitor.track(10);
    faulty.follow();
    await visitor.untilSent();

    const stored = await ledger.expectExactly([...before, ...after]);
    for (const { event, receivedAt } of stored.filter(({ event }) => after.includes(event.messageId)))
      expect(Math.abs(Date.parse(event.timestamp) - Date.parse(receivedAt))).toBeLessThan(NEAR_MS);
    expect(await visitor.drops()).toEqual([]);
  });
}
