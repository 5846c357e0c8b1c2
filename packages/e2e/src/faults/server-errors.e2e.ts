import { first, refuse } from '../support/faults/fate.ts';
import { expect, test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

const FAILURES = 2;

test('events wait out a collector that answers 500 for a while', async ({ app, site, faulty, ledger }) => {
  const visitor = await Visitor.open(app, site.page());
  faulty.follow(first(FAILURES, refuse(500, { body: 'down' })));
  const ids = await visitor.track(20);
  await visitor.untilSent();

  await ledger.expectExactly(ids);
  expect(faulty.wire()).toHaveLength(FAILURES + 1);
  expect(await visitor.drops()).toEqual([]);
});

test('an answer that is lost on its way costs a repetition, not a second count', async ({
  app,
  site,
  faulty,
  ledger,
}) => {
  const visitor = await Visitor.open(app, site.page());
  faulty.follow(first(1, { kind: 'answer-lost' }));
  const ids = await visitor.track(20);
  await visitor.untilSent();

  await ledger.expectExactly(ids, { scenario: 'answer lost' });
});
