import { contextOf } from '../support/faults/context-of.ts';
import { expect, test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

const ROUTES = ['/reports', '/reports/7', '/reports'];

test('in a single-page app each event names the route where it happened, in one request', async ({
  app,
  site,
  faulty,
  ledger,
}) => {
  const visitor = await Visitor.open(app, site.page());
  const ids = await visitor.tab.evaluate(
    (routes) =>
      routes.map((route) => {
        history.pushState(undefined, '', route);
        return window.tendril.track('fault');
      }),
    ROUTES,
  );
  await visitor.untilSent();

  const stored = await ledger.expectExactly(ids);
  expect(stored.map((event) => contextOf(event).page)).toMatchObject(
    ROUTES.map((path) => ({ path, url: site.url + path })),
  );
  expect(faulty.wire()).toHaveLength(1);
});
