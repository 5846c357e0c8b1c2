import { eventually } from '../support/eventually.ts';
import { test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

test.skip(
  ({ engine }) => engine === 'webkit',
  'a WebDriver session of WebKitGTK keeps its storage in memory: after a kill there is no profile to open again',
);

test('a browser killed while it sends has everything when it is opened again', async ({
  profile,
  site,
  faulty,
  ledger,
}) => {
  const path = site.page();
  const killed = await Visitor.open(await profile.open(), path);
  profile.aim();
  const ids = await killed.track(60);
  await killed.startFlush();
  await eventually(() => faulty.wire().length).toBeGreaterThan(0);
  await profile.crash();

  await (await Visitor.open(await profile.open(), path)).flush();

  await ledger.expectExactly(ids, { scenario: 'killed while it sends' });
});

test('a browser killed while the collector is away has everything when both are back', async ({
  profile,
  site,
  faulty,
  ledger,
}) => {
  const path = site.page();
  const killed = await Visitor.open(await profile.open(), path);
  await faulty.close();
  profile.aim();
  const ids = await killed.track(60);
  // Only what is committed is promised to survive a kill.
  await killed.flush();
  await profile.crash();

  await faulty.open();
  await (await Visitor.open(await profile.open(), path)).flush();

  await ledger.expectExactly(ids);
});
