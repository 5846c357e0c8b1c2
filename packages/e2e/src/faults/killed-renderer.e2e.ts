import { eventually } from '../support/eventually.ts';
import { first, hang } from '../support/faults/fate.ts';
import { test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

test.skip(
  ({ engine }) => engine !== 'chromium',
  'Firefox and WebKitGTK do not say which processes run pages, and their drivers end with them',
);

test('pages killed in the middle of a request have everything on the next visit', async ({
  profile,
  site,
  faulty,
  ledger,
}) => {
  const path = site.page();
  const app = await profile.open();
  const killed = await Visitor.open(app, path);
  faulty.follow(first(1, hang));
  const ids = await killed.track(60);
  await killed.startFlush();
  await eventually(() => faulty.wire().length).toBe(1);
  await profile.crashPages();

  await (await Visitor.open(await app.newTab(), path)).flush();

  await ledger.expectExactly(ids);
});
