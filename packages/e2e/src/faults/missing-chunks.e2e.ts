import { expect, test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

test('without the chunks that send, events are kept, leave by beacon, and none is lost', async ({
  app,
  site,
  faulty,
  ledger,
}) => {
  const path = site.page();
  site.withholdChunks(true);
  const visitor = await Visitor.open(app, path);
  const ids = await visitor.track(10);
  await visitor.flush();
  expect((await visitor.stats()).queued).toBe(10);
  expect(faulty.wire()).toEqual([]);
  ids.push(...(await visitor.trackAndLeave(site.elsewhere, 5)));
  await ledger.untilStored(ids);

  site.withholdChunks(false);
  await (await Visitor.open(app, path)).flush();

  await ledger.expectExactly(ids, { scenario: 'page left without a request under way' });
});
