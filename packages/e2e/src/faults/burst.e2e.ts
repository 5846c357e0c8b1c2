import { expect, test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

test('5,000 events in one task arrive, in requests of at most a hundred', async ({
  app,
  site,
  faulty,
  ledger,
}) => {
  const visitor = await Visitor.open(app, site.page());
  await visitor.flush();
  const ids = await visitor.track(5000);
  await visitor.untilIdle();

  await ledger.expectExactly(ids);
  expect(await visitor.drops()).toEqual([]);
  for (const { ids: batch } of faulty.wire()) expect(batch.length).toBeLessThanOrEqual(100);
});
