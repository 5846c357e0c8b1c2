import { eventually } from '../support/eventually.ts';
import { hang, pass } from '../support/faults/fate.ts';
import { expect, test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

/** Whatever arrives, arrived by beacon. */
const beaconsOnly = ({ via }: { via: 'beacon' | 'fetch' }) => (via === 'beacon' ? pass : hang);

test('a page that is hidden and never comes back has handed over its events', async ({
  app,
  site,
  faulty,
  ledger,
}) => {
  const visitor = await Visitor.open(app, site.page());
  await visitor.flush();
  faulty.follow(beaconsOnly);
  const ids = await visitor.trackAndHide(20);

  await ledger.expectExactly(ids, { scenario: 'page hidden without a request under way' });
  expect(faulty.beacons()).toHaveLength(1);
});

test('a page that is hidden and then killed has handed over its events', async ({
  engine,
  profile,
  site,
  faulty,
  ledger,
}) => {
  test.skip(
    engine !== 'chromium',
    'Firefox and WebKitGTK do not say which processes run pages, and their drivers end with them',
  );
  const visitor = await Visitor.open(await profile.open(), site.page());
  await visitor.flush();
  faulty.follow(beaconsOnly);
  const ids = await visitor.trackAndHide(20);
  await profile.crashPages();

  await ledger.expectExactly(ids, { scenario: 'page hidden without a request under way' });
});

test('a page that is hidden and shown again loses nothing, and hands over once', async ({
  app,
  site,
  faulty,
  ledger,
}) => {
  const visitor = await Visitor.open(app, site.page());
  await visitor.flush();
  const ids = await visitor.trackAndHide(20);
  await eventually(() => faulty.beacons().length).toBe(1);
  const handedOver = ids.length;
  ids.push(...(await visitor.track(10)));
  await visitor.become('visible');
  await visitor.untilIdle();
  // Nothing waits now: there is nothing to hand over.
  await visitor.become('hidden');
  await visitor.become('visible');
  ids.push(...(await visitor.track(5)));
  await visitor.untilIdle();

  await ledger.expectExactly(ids, {
    scenario: 'page hidden without a request under way',
    events: handedOver,
  });
  expect(await visitor.beaconsTaken()).toBe(1);
  expect(faulty.beacons()).toHaveLength(1);
});
