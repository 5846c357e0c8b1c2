import { always, refuse } from '../support/faults/fate.ts';
import { expect, test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

test('401: one request, one report, and the rows stay for the next page', async ({
  app,
  site,
  faulty,
  ledger,
}) => {
  const visitor = await Visitor.open(app, site.page());
  faulty.follow(always(refuse(401, { body: 'unknown key' })));
  const ids = await visitor.track(10);
  await visitor.flush();
  expect(await visitor.errors()).toMatchObject([{ code: 'http-401' }]);
  ids.push(...(await visitor.track(60)));
  await visitor.flush();
  expect((await visitor.stats()).halted).toContain('401');

  faulty.follow();
  await visitor.reload();
  await visitor.flush();

  await ledger.expectExactly(ids);
  expect(faulty.wire().filter(({ fate }) => fate === 'refused')).toHaveLength(1);
});
