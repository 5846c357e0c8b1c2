import { eventually } from '../support/eventually.ts';
import { always, first, hang, refuse } from '../support/faults/fate.ts';
import { expect, test } from '../support/faults/fault-test.ts';
import { shortenAbort } from '../support/faults/shorten-abort.ts';
import { Visitor } from '../support/faults/visitor.ts';

/** As on an origin without TLS: https://w3c.github.io/web-locks/ */
const withoutLocks = () => {
  Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
};

for (const [name, before] of [
  ['with Web Locks', [shortenAbort]],
  ['without Web Locks', [shortenAbort, withoutLocks]],
] as const) {
  test(`while one tab sends, another one waits: ${name}`, async ({ app, site, faulty, ledger }) => {
    const path = site.page({ before });
    const sending = await Visitor.open(app, path);
    const waiting = await Visitor.open(await app.newTab(), path);
    await waiting.flush();
    faulty.follow(first(1, hang));
    const ids = await sending.track(10);
    await sending.startFlush();
    await eventually(() => faulty.wire().length).toBe(1);
    ids.push(...(await waiting.track(10)));
    await waiting.flush();
    expect(faulty.wire()).toHaveLength(1);

    await ledger.expectExactly(ids);
  });
}

test('a tab that found another one sending goes on when that one is gone', async ({
  app,
  site,
  faulty,
  ledger,
}) => {
  const path = site.page();
  const sending = await Visitor.open(await app.newTab(), path);
  faulty.follow(always(refuse(503)));
  const ids = await sending.track(10);
  await sending.flush();
  // Sends what the page before left: at its own exit it has nothing to hand over.
  faulty.follow(always(hang));
  await sending.reload();
  await eventually(() => faulty.wire().at(-1)?.fate).toBe('hung');
  const waiting = await Visitor.open(app, path);
  await waiting.flush();

  faulty.follow();
  await sending.tab.close();

  await ledger.expectExactly(ids);
});
