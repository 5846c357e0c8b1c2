import { eventually } from '../support/eventually.ts';
import { test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

declare global {
  interface Window {
    /** Times that this very page came back out of the back/forward cache. */
    restored: number;
  }
}

test('a page that comes back out of the back/forward cache goes on sending', async ({
  app,
  site,
  ledger,
}) => {
  const visitor = await Visitor.open(app, site.page());
  await visitor.tab.evaluate(() => {
    window.restored = 0;
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted) window.restored++;
    });
  });
  // Firefox keeps no page that holds a Web Lock, as one does while it sends: let the first pass end.
  await visitor.flush();
  const ids = await visitor.trackAndLeave(site.elsewhere, 5);
  await app.back();
  await eventually(() => app.evaluate(() => window.restored).catch(() => 0)).toBe(1);
  ids.push(...(await visitor.track(5)));
  await visitor.untilIdle();
  // The exit has to work a second time.
  ids.push(...(await visitor.trackAndLeave(site.elsewhere, 5)));

  // The first five are sent once more when the page is back; the last five have nobody who would.
  await ledger.expectExactly(ids, { scenario: 'page left without a request under way', events: 5 });
});
