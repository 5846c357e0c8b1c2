import { expect, test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

const MOST_CALLS = 10_000;
const TOO_MANY = 50;

test('more than 10,000 calls in a minute: the rest is dropped by name and reported, the others arrive', async ({
  engine,
  app,
  site,
  faulty,
  ledger,
}) => {
  test.skip(
    engine !== 'chromium',
    '10,000 events cost more than a dozen other tests, and nothing of the engine decides over a call',
  );
  const visitor = await Visitor.open(app, site.page());
  await visitor.flush();
  const ids = await visitor.track(MOST_CALLS + TOO_MANY);
  await visitor.untilIdle();

  await ledger.expectExactly(ids.slice(0, MOST_CALLS));
  const late = ids.slice(MOST_CALLS);
  expect(await visitor.drops()).toMatchObject(
    late.map((messageId) => ({ reason: 'rate_limited', messageId })),
  );
  expect((await visitor.stats()).dropped).toEqual({ rate_limited: TOO_MANY });
  expect(faulty.dropsTold()).toEqual({ rate_limited: TOO_MANY });
});
