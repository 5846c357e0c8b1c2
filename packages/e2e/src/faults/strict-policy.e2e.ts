import { expect, test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

test('delivery works under a strict content policy with trusted types, at exit too', async ({
  app,
  site,
  ledger,
}) => {
  const visitor = await Visitor.open(app, site.page({ policy: 'strict' }));
  const ids = await visitor.track(10);
  await visitor.untilSent();
  expect((await visitor.stats()).storage).toBe('indexeddb');
  expect(await app.errors()).toEqual([]);
  ids.push(...(await visitor.trackAndLeave(site.elsewhere, 5)));

  await ledger.expectExactly(ids);
});
