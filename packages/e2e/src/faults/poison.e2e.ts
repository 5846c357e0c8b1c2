import { pass, poisoned, refuse } from '../support/faults/fate.ts';
import { expect, test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

const EVENTS = 32;
/** Halving 32 rows down to one takes six requests, growing again to the rest as many. */
const MOST_REQUESTS = 14;

for (const [where, at] of [
  ['head', 0],
  ['middle', EVENTS / 2],
  ['tail', EVENTS - 1],
] as const) {
  test(`one refused event at the ${where} of a batch is dropped by name, the others arrive`, async ({
    app,
    site,
    faulty,
    ledger,
  }) => {
    const visitor = await Visitor.open(app, site.page());
    faulty.follow(poisoned('bad', refuse(400, { body: 'no' })));
    const ids = await visitor.trackNamed(
      Array.from({ length: EVENTS }, (_, i) => (i === at ? 'bad' : 'good')),
    );
    const bad = ids[at]!;
    await visitor.untilSent();

    await ledger.expectExactly(ids.filter((id) => id !== bad));
    expect(await visitor.drops()).toEqual([{ reason: 'refused', messageId: bad, detail: '400 no' }]);
    expect(faulty.wire().length).toBeLessThanOrEqual(MOST_REQUESTS);
  });
}

test('a batch that is too large for the collector is sent in halves; an event too large alone is dropped', async ({
  app,
  site,
  faulty,
  ledger,
}) => {
  const visitor = await Visitor.open(app, site.page());
  faulty.follow(({ ids: batch, names }) =>
    batch.length > 5 || names.includes('large') ? refuse(413) : pass,
  );
  const ids = await visitor.track(20);
  const [large] = await visitor.trackNamed(['large']);
  await visitor.untilSent();

  await ledger.expectExactly(ids);
  expect(await visitor.drops()).toMatchObject([{ reason: 'refused', messageId: large }]);
});
