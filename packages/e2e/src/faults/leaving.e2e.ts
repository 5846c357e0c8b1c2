import { pass, refuse } from '../support/faults/fate.ts';
import { expect, test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

const ROUNDS = 4;
const EACH = 5;

test('events of the task that leaves the page arrive without a return', async ({
  app,
  site,
  ledger,
  faulty,
}) => {
  const path = site.page();
  const ids: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const visitor = await Visitor.open(app, path);
    // Sends what the round before left behind: leaving in the middle of that would send it yet again.
    if (round > 0) await visitor.flush();
    ids.push(...(await visitor.trackAndLeave(site.elsewhere, EACH)));
    // The next round would be a return: all must be there before it.
    await ledger.untilStored(ids);
  }
  const back = await Visitor.open(app, path);
  await back.flush();

  // A request may be under way when the page goes, the beacon repeats it, and as nobody hears whether a beacon
  // arrived, the next page repeats that: two of three in vain.
  await ledger.expectExactly(ids, { wireDuplicates: 2 * ids.length });
  expect(faulty.wire().some(({ via }) => via === 'beacon')).toBe(true);
});

test('more than 64 KiB at exit: what the browser refuses to take arrives with the next visit', async ({
  app,
  site,
  faulty,
  ledger,
  engine,
}) => {
  const path = site.page();
  const visitor = await Visitor.open(app, path);
  // Or a fast pass would leave nothing to the beacons.
  faulty.follow(({ via }) => (via === 'fetch' ? refuse(503) : pass));
  const ids = await visitor.trackAndLeave(site.elsewhere, 150, 1000);
  faulty.follow();
  await (await Visitor.open(app, path)).flush();

  // Nobody hears whether a beacon arrived: the next page sends what went by one. Of events over 1 KiB that is at most
  // 64, except in Firefox, which takes any number of beacons while a page goes.
  await ledger.expectExactly(ids, { wireDuplicates: engine === 'firefox' ? ids.length : 64 });
  const beacons = faulty.wire().filter(({ via }) => via === 'beacon');
  expect(beacons.length).toBeGreaterThan(0);
  for (const { bytes } of beacons) expect(bytes).toBeLessThan(64 * 1024);
  const beaconed = beacons.flatMap((beacon) => beacon.ids);
  expect(new Set(beaconed).size, 'events in one beacon only').toBe(beaconed.length);
});
