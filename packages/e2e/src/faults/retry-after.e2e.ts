import { first, refuse } from '../support/faults/fate.ts';
import { expect, test } from '../support/faults/fault-test.ts';
import type { FaultyCollector } from '../support/faults/faulty-collector.ts';
import { Visitor } from '../support/faults/visitor.ts';

const WAIT_MS = 2000;
const exposed = { 'access-control-expose-headers': 'Retry-After' };

/** Refuses the first request for `WAIT_MS`, and says so in the header. */
const busy = (retryAfter: string, headers: { [name: string]: string } = exposed) =>
  first(1, refuse(429, { headers: { 'retry-after': retryAfter, ...headers } }));

/** Milliseconds from the refusal to the next request. */
const pauseOf = (faulty: FaultyCollector): number => {
  const [refused, next] = faulty.wire();
  return (next?.at ?? 0) - (refused?.at ?? 0);
};

test('429: nothing is sent for as many seconds as Retry-After names', async ({
  app,
  site,
  faulty,
  ledger,
}) => {
  const visitor = await Visitor.open(app, site.page());
  faulty.follow(busy(String(WAIT_MS / 1000)));
  const ids = await visitor.track(10);
  await visitor.flush();
  // Neither more events nor somebody who asks shortens the wait.
  ids.push(...(await visitor.track(60)));
  await visitor.flush();
  await visitor.tab.evaluate(() => void dispatchEvent(new Event('online')));
  await visitor.untilSent();

  await ledger.expectExactly(ids);
  expect(pauseOf(faulty)).toBeGreaterThanOrEqual(WAIT_MS);
});

test('429: nothing is sent before the date that Retry-After names', async ({ app, site, faulty, ledger }) => {
  const visitor = await Visitor.open(app, site.page());
  // A date has whole seconds: up to one of them is cut off.
  const until = Math.floor((Date.now() + WAIT_MS + 1000) / 1000) * 1000;
  faulty.follow(busy(new Date(until).toUTCString()));
  const ids = await visitor.track(10);
  await visitor.flush();
  await visitor.untilSent();

  await ledger.expectExactly(ids);
  expect(faulty.wire()[1]?.at).toBeGreaterThanOrEqual(until);
});

test('429 whose Retry-After the page may not read: it waits by its own choice', async ({
  app,
  site,
  faulty,
  ledger,
}) => {
  const visitor = await Visitor.open(app, site.page());
  faulty.follow(busy('1', {}));
  const ids = await visitor.track(10);
  await visitor.untilSent();

  await ledger.expectExactly(ids);
  expect(pauseOf(faulty)).toBeGreaterThanOrEqual(250);
});

test('429: the wait holds for another tab and for a new page', async ({ app, site, faulty, ledger }) => {
  const path = site.page();
  const visitor = await Visitor.open(app, path);
  const other = await Visitor.open(await app.newTab(), path);
  await other.flush();
  faulty.follow(busy('3'));
  const ids = await visitor.track(10);
  await visitor.flush();
  ids.push(...(await other.track(10)));
  await other.flush();
  const third = await Visitor.open(await app.newTab(), path);
  ids.push(...(await third.track(10)));
  await third.flush();

  await ledger.expectExactly(ids);
  expect(pauseOf(faulty)).toBeGreaterThanOrEqual(3000);
});
