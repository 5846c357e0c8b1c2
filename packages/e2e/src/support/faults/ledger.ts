import { expect } from '@playwright/test';
import type { Collector } from '../collector.ts';
import type { StoredEvent } from '../stored-event.ts';
import type { FaultyCollector } from './faulty-collector.ts';
import { wireDuplicates } from './wire.ts';
import { mostAgain, type Spending } from './wire-budget.ts';

/** What one test's pages recorded, against what the collector stored of it. */
export class Ledger {
  readonly #collector: Collector;
  readonly #faulty: FaultyCollector;
  readonly #since: number;

  private constructor(collector: Collector, faulty: FaultyCollector, since: number) {
    this.#collector = collector;
    this.#faulty = faulty;
    this.#since = since;
  }

  /** The collector serves many tests: this one's events are those stored from now on. */
  static open = async (collector: Collector, faulty: FaultyCollector): Promise<Ledger> =>
    new Ledger(collector, faulty, await collector.lastSeq());

  /** Waits until each of these is stored. */
  untilStored = (ids: readonly string[]): Promise<StoredEvent[]> =>
    this.#collector.receivedWhen(
      (events) => {
        const stored = new Set(events.map(({ event }) => event.messageId));
        return ids.every((id) => stored.has(id));
      },
      `${ids.length} events`,
      this.#since,
    );

  /**
   * Each of these is stored exactly once and nothing else is. What crossed the wire again is within the budget of the
   * scenario; without one that is nothing.
   */
  async expectExactly(ids: readonly string[], spending?: Spending): Promise<StoredEvent[]> {
    const stored = await this.untilStored(ids);
    expect(stored.map(({ event }) => event.messageId).sort()).toEqual([...ids].sort());
    const again = wireDuplicates(this.#faulty.wire());
    expect(again, 'events sent again after they had gone through').toBeLessThanOrEqual(
      mostAgain(ids.length, spending),
    );
    expect(this.#faulty.preflights(), 'preflights').toBe(0);
    return stored;
  }

  /** Nothing of this test is stored, and nothing was ever sent. */
  async expectNothing(): Promise<void> {
    expect(this.#faulty.wire()).toEqual([]);
    expect(await this.#collector.receivedWhen(() => true, 'the store to answer', this.#since)).toEqual([]);
  }
}
