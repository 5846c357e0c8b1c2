import { everyOther, refuse } from '../support/faults/fate.ts';
import { test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

const EACH = 10;

for (const count of [2, 8]) {
  test(`${count} tabs share the queue under a flapping collector without sending twice`, async ({
    app,
    site,
    faulty,
    ledger,
  }) => {
    const path = site.page();
    const visitors = [await Visitor.open(app, path)];
    while (visitors.length < count) visitors.push(await Visitor.open(await app.newTab(), path));
    faulty.follow(everyOther(refuse(503)));
    const ids: string[] = [];
    for (const round of [1, 2])
      for (const visitor of visitors)
        await test.step(`round ${round}`, async () => ids.push(...(await visitor.track(EACH))));

    await ledger.expectExactly(ids);
  });
}
