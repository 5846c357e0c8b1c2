import { eventually } from '../support/eventually.ts';
import { first, hang } from '../support/faults/fate.ts';
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
