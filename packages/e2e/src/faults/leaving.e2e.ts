import { eventually } from '../support/eventually.ts';
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

  await eventually(() => faulty.beacons().length).toBeGreaterThanOrEqual(await back.beaconsTaken());
  await ledger.expectExactly(ids, { scenario: 'page left' });
  expect(faulty.beacons().length).toBeGreaterThan(0);
});

test('more than 64 KiB at exit: what the browser refuses to take arrives with the next visit', async ({
  app,
  site,
  faulty,
  ledger,
  engine,
}) => {
  test.skip(
    engine === 'webkit',
    'WebKit may suspend the page with its lock and its transaction: the next page takes over after a minute',
  );
  const path = site.page();
  const visitor = await Visitor.open(app, path);
  // From now on its database is open: what is recorded is on the disk when the page goes.
  await visitor.flush();
  // Or a fast pass would leave nothing to the beacons.
  faulty.follow(({ via }) => (via === 'fetch' ? refuse(503) : pass));
  const ids = await visitor.trackAndLeave(site.elsewhere, 150, 'x'.repeat(1000));
  faulty.follow();
  const back = await Visitor.open(app, path);
  await back.flush();
  await eventually(() => faulty.beacons().length).toBeGreaterThanOrEqual(await back.beaconsTaken());

  // Of events over 1 KiB at most 64 go by beacon, except in Firefox, which takes any number while a page goes.
  await ledger.expectExactly(ids, {
    scenario: 'page left without a request under way',
    events: engine === 'firefox' ? ids.length : 64,
  });
  const beacons = faulty.beacons();
  expect(beacons.length).toBeGreaterThan(0);
  for (const { bytes } of beacons) expect(bytes).toBeLessThan(64 * 1024);
  const beaconed = beacons.flatMap((beacon) => beacon.ids);
  expect(new Set(beaconed).size, 'events in one beacon only').toBe(beaconed.length);
});

test('under 64 KiB of three-byte letters at exit: all of it arrives before a next visit', async ({
  app,
  site,
  faulty,
  ledger,
}) => {
  const path = site.page();
  const visitor = await Visitor.open(app, path);
  await visitor.flush();
  faulty.follow(({ via }) => (via === 'fetch' ? refuse(503) : pass));
  const text = '招待'.repeat(500);
  const ids = await visitor.trackAndLeave(site.elsewhere, 18, text);

  const stored = await ledger.untilStored(ids);
  for (const { event } of stored) expect(event.properties?.pad).toBe(text);
  expect(faulty.wire()).toEqual(faulty.beacons());
  // Near what a browser takes in all from a page that goes, and in several beacons.
  const bytes = faulty.beacons().map((beacon) => beacon.bytes);
  expect(bytes.length).toBeGreaterThan(1);
  const total = bytes.reduce((sum, each) => sum + each, 0);
  expect(total).toBeGreaterThan(56 * 1024);
  expect(total).toBeLessThan(64 * 1024);

  faulty.follow();
  await (await Visitor.open(app, path)).flush();
  await ledger.expectExactly(ids, { scenario: 'page left without a request under way' });
});
