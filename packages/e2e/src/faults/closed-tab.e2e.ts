import { test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

test('events of a tab that is closed at once arrive', async ({ app, site, ledger }) => {
  const path = site.page();
  const closing = await Visitor.open(await app.newTab(), path);
  const ids = await closing.track(20);
  await closing.tab.close();

  await (await Visitor.open(app, path)).flush();

  await ledger.expectExactly(ids, { scenario: 'page left' });
});
