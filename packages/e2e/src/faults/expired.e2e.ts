import { eventually } from '../support/eventually.ts';
import { always, refuse } from '../support/faults/fate.ts';
import { expect, test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

/** The clock of a page that was open eight days ago, and of one six days ago: events are kept for seven. */
const eightDaysAgo = () => {
  const now = Date.now.bind(Date);
  Date.now = () => now() - 8 * 24 * 3600 * 1000;
};
const sixDaysAgo = () => {
  const now = Date.now.bind(Date);
  Date.now = () => now() - 6 * 24 * 3600 * 1000;
};

test('rows of a visit longer ago than seven days are dropped by name and reported, younger ones are sent', async ({
  app,
  site,
  faulty,
  ledger,
}) => {
  // Beacons too, or they would take the rows along.
  faulty.follow(always(refuse(503)));
  const first = await Visitor.open(app, site.page({ before: [eightDaysAgo] }));
  const old = await first.track(10);
  await first.flush();
  const second = await Visitor.open(app, site.page({ before: [sixDaysAgo] }));
  const young = await second.track(10);
  await second.flush();
  const today = await Visitor.open(app, site.page());
  await eventually(() => faulty.beacons().length).toBeGreaterThanOrEqual(await today.beaconsTaken());
  faulty.follow();
  const fresh = await today.track(5);
  await today.untilSent();

  await ledger.expectExactly([...young, ...fresh]);
  expect(await today.drops()).toEqual(old.map((messageId) => ({ reason: 'expired', messageId })));
  expect((await today.stats()).dropped).toEqual({ expired: old.length });
  expect(faulty.dropsTold()).toEqual({ expired: old.length });
});
