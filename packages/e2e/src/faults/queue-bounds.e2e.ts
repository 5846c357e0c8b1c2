import { eventually } from '../support/eventually.ts';
import { expect, test } from '../support/faults/fault-test.ts';
import type { FaultyCollector } from '../support/faults/faulty-collector.ts';
import type { Ledger } from '../support/faults/ledger.ts';
import { Visitor } from '../support/faults/visitor.ts';

const MOST_EVENTS = 10_000;
const MOST_BYTES = 8 * 1024 * 1024;
/** Events that were stored together may go together: at most so many more than had to. */
const TOGETHER = 100;

/** What a visitor recorded while the collector was away, and the queue could not hold. */
interface Overfull {
  visitor: Visitor;
  /** An identify and an alias, the oldest of all: they outlive every track. */
  who: string[];
  tracks: string[];
}

const introduce = (visitor: Visitor): Promise<string[]> =>
  visitor.tab.evaluate(() => [window.tendril.identify('u_1'), window.tendril.alias('u_0')]);

/** More than a page may record in a minute: another minute begins in between. */
const trackOverTwoMinutes = (visitor: Visitor, count: number): Promise<string[]> =>
  visitor.tab.evaluate((n) => {
    const record = (i: number) => window.tendril.track('fault', { i });
    const half = n / 2;
    const ids = Array.from({ length: half }, (_, i) => record(i));
    const now = Date.now.bind(Date);
    Date.now = () => now() + 61_000;
    return ids.concat(Array.from({ length: half }, (_, i) => record(half + i)));
  }, count);

/** Brings the collector back; the oldest tracks are gone, each told once, and all else arrives. Answers how many went. */
async function expectOldestGone(
  { visitor, who, tracks }: Overfull,
  { ledger, faulty }: { ledger: Ledger; faulty: FaultyCollector },
): Promise<number> {
  await eventually(async () => (await visitor.stats()).dropped.queue_full ?? 0).toBeGreaterThan(0);
  await faulty.open();
  await visitor.tab.evaluate(() => void dispatchEvent(new Event('online')));
  await visitor.untilIdle();
  const drops = await visitor.drops();
  const gone = drops.length;
  expect(drops).toEqual(tracks.slice(0, gone).map((messageId) => ({ reason: 'queue_full', messageId })));
  expect((await visitor.stats()).dropped).toEqual({ queue_full: gone });
  await ledger.expectExactly([...who, ...tracks.slice(gone)]);
  expect(faulty.dropsTold()).toEqual({ queue_full: gone });
  return gone;
}

test('more than 10,000 events: the oldest go, those that say who is here stay, and each drop is told', async ({
  engine,
  app,
  site,
  faulty,
  ledger,
}) => {
  test.skip(
    engine !== 'chromium',
    '10,000 events cost more than a dozen other tests; the bound in bytes is the same code, and runs',
  );
  const visitor = await Visitor.open(app, site.page());
  await visitor.flush();
  await faulty.close();
  const who = await introduce(visitor);
  const tracks = await trackOverTwoMinutes(visitor, MOST_EVENTS + 300);

  const gone = await expectOldestGone({ visitor, who, tracks }, { ledger, faulty });
  const kept = who.length + tracks.length - gone;
  expect(kept).toBeLessThanOrEqual(MOST_EVENTS);
  expect(kept).toBeGreaterThan(MOST_EVENTS - TOGETHER);
});

test('more than 8 MB: the oldest go, those that say who is here stay, and each drop is told', async ({
  app,
  site,
  faulty,
  ledger,
}) => {
  const visitor = await Visitor.open(app, site.page());
  await visitor.flush();
  await faulty.close();
  const who = await introduce(visitor);
  const tracks = await visitor.track(350, 30_000);

  const gone = await expectOldestGone({ visitor, who, tracks }, { ledger, faulty });
  const kept = tracks.length - gone;
  expect(kept * 30_000).toBeLessThanOrEqual(MOST_BYTES);
  // An event is its padding and at most 1,000 bytes more; a few of this size are stored together.
  expect((kept + 4) * 31_000).toBeGreaterThan(MOST_BYTES);
});
