import { always, refuse } from '../support/faults/fate.ts';
import { expect, test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

test('a tab that is opened over the backlog of a closed one sends it once', async ({
  app,
  site,
  faulty,
  ledger,
}) => {
  const path = site.page();
  faulty.follow(always(refuse(503)));
  const closed = await Visitor.open(await app.newTab(), path);
  const ids = await closed.track(120);
  await closed.flush();
  await closed.tab.close();

  const opened = await Visitor.open(app, path);
  faulty.follow();
  await opened.flush();
  ids.push(...(await opened.track(5)));
  await opened.untilSent();

  await ledger.expectExactly(ids);
  expect((await opened.stats()).sent).toBe(ids.length);
});
