import { eventually } from '../support/eventually.ts';
import { readDevice } from '../support/faults/device.ts';
import { first, hang } from '../support/faults/fate.ts';
import { expect, test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

test('pending: nothing is stored or sent until consent is granted, then everything is', async ({
  app,
  site,
  faulty,
  ledger,
}) => {
  const visitor = await Visitor.open(app, site.page({ consent: 'pending' }));
  const ids = await visitor.track(5);
  await visitor.flush();
  expect(await readDevice(app)).toEqual({ rows: [], memo: [] });
  expect(faulty.wire()).toEqual([]);

  await visitor.tab.evaluate(() => window.tendril.consent.grant());
  ids.push(...(await visitor.track(5)));
  await visitor.untilSent();

  await ledger.expectExactly(ids);
});

test('withdrawn while a request is under way: dropped by name, sent no more, gone from every tab', async ({
  app,
  site,
  faulty,
  collector,
}) => {
  const path = site.page();
  const visitor = await Visitor.open(app, path);
  const other = await Visitor.open(await app.newTab(), path);
  faulty.follow(first(1, hang));
  const ids = await visitor.track(5);
  await eventually(() => faulty.wire().length).toBe(1);
  const others = await other.track(5);
  const stored = await collector.lastSeq();

  await visitor.tab.evaluate(() => window.tendril.consent.deny());
  ids.push(...(await visitor.track(1)));
  await eventually(async () => (await other.stats()).consent).toBe('denied');
  others.push(...(await other.track(1)));

  // Whichever tab tells of it: each event is dropped once.
  const told = [...(await visitor.drops()), ...(await other.drops())];
  expect(told.map(({ messageId }) => messageId).sort()).toEqual([...ids, ...others].sort());
  expect(new Set(told.map(({ reason }) => reason))).toEqual(new Set(['consent']));
  await other.reload();
  await other.flush();
  await visitor.reload();
  await visitor.flush();
  const device = await readDevice(visitor.tab);
  expect(device.rows).toEqual([]);
  expect(device.memo.filter((key) => !key.endsWith(':consent'))).toEqual([]);
  expect(faulty.wire()).toHaveLength(1);
  expect(await collector.lastSeq()).toBe(stored);
});
