import { eventually } from '../support/eventually.ts';
import { expect, test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

test("three refused connections end the trying; the network's return begins it again", async ({
  app,
  site,
  faulty,
  ledger,
}) => {
  const visitor = await Visitor.open(app, site.page());
  await faulty.close();
  const ids = await visitor.track(10);
  await visitor.flush();
  await eventually(async () => (await visitor.stats()).halted, { timeout: 12_000 }).toBe(
    'connections are refused',
  );
  await faulty.open();
  ids.push(...(await visitor.track(10)));
  await visitor.flush();
  expect(faulty.wire()).toEqual([]);

  await visitor.tab.evaluate(() => void dispatchEvent(new Event('online')));
  await visitor.untilSent();

  await ledger.expectExactly(ids);
  expect(await visitor.drops()).toEqual([]);
});

test('a new page sends what the one before could not', async ({ app, site, faulty, ledger }) => {
  const visitor = await Visitor.open(app, site.page());
  await faulty.close();
  const ids = await visitor.track(10);
  await visitor.flush();
  await visitor.reload();
  ids.push(...(await visitor.track(10)));
  await visitor.flush();
  await faulty.open();
  await visitor.untilSent();

  await ledger.expectExactly(ids);
});
