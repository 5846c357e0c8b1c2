import { first, hang } from '../support/faults/fate.ts';
import { expect, test } from '../support/faults/fault-test.ts';
import { shortenAbort } from '../support/faults/shorten-abort.ts';
import { Visitor } from '../support/faults/visitor.ts';

test('a collector that takes the request and never answers is given up after 15 seconds', async ({
  app,
  site,
  faulty,
  ledger,
}) => {
  const visitor = await Visitor.open(app, site.page({ before: [shortenAbort] }));
  faulty.follow(first(1, hang));
  const ids = await visitor.track(10);
  await visitor.untilSent();

  await ledger.expectExactly(ids);
  expect(faulty.wire().map(({ fate }) => fate)).toEqual(['hung', 'passed']);
});
