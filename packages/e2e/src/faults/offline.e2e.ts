import { expect, test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';
import { playwrightApp } from '../support/playwright-tab.ts';

test.skip(
  ({ engine }) => engine === 'webkit',
  'WebDriver has no switch for the network; refused-connection.e2e.ts is the nearest',
);

test('events recorded offline are sent as soon as the network is back', async ({
  shared,
  site,
  faulty,
  ledger,
}) => {
  const context = await shared!.newContext();
  const visitor = await Visitor.open(await playwrightApp(context, site.url), site.page());
  await visitor.flush();
  await context.setOffline(true);
  const ids = await visitor.track(20);
  await visitor.flush();
  expect((await visitor.stats()).queued).toBe(ids.length);

  await context.setOffline(false);
  await visitor.untilIdle();

  await ledger.expectExactly(ids);
  expect(faulty.wire()).toHaveLength(1);
  await context.close();
});

test('events recorded offline outlive a reload that fails, and go with the next visit', async ({
  shared,
  site,
  faulty,
  ledger,
}) => {
  const context = await shared!.newContext();
  const path = site.page();
  const app = await playwrightApp(context, site.url);
  const visitor = await Visitor.open(app, path);
  // From now on its database is open: what is recorded is on the disk when the page goes.
  await visitor.flush();
  await context.setOffline(true);
  // Chromium's emulation lets beacons and keepalive requests through: nobody may be there to take them.
  await faulty.close();
  const ids = await visitor.track(20);
  await expect(app.reload()).rejects.toThrow();

  await faulty.open();
  await context.setOffline(false);
  // The error page may still be on its way, and would interrupt the visit.
  await expect(async () => (await Visitor.open(app, path)).flush()).toPass();

  // The page lives on until the error page takes its place. When it hears before that that the network is back, it
  // sends, and hands over what is under way.
  await ledger.expectExactly(ids, { scenario: 'page left' });
  await context.close();
});
