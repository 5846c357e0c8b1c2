import { expect, test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

test('5,000 events in one task arrive, in few requests', async ({ app, site, faulty, ledger }) => {
  const visitor = await Visitor.open(app, site.page());
  await visitor.flush();
  const ids = await visitor.track(5000);
  await visitor.untilIdle();

  await ledger.expectExactly(ids);
  expect(await visitor.drops()).toEqual([]);
  // What these events share of their contexts is said once a request: hundreds fit.
  const requests = faulty.wire().filter(({ ids: batch }) => batch.length);
  expect(requests.length).toBeLessThanOrEqual(25);
  for (const { ids: batch } of requests) expect(batch.length).toBeLessThanOrEqual(1000);
});
