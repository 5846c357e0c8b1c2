import type { Tendril } from '@tendril/browser';
import { KEYS } from '../support/collector.ts';
import { pass, refuse } from '../support/faults/fate.ts';
import { expect, test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

declare global {
  interface Window {
    /** A client with a key of its own, beside the page's. */
    guest: Tendril;
  }
}

const GUEST_KEY = 'wk_guest';

/** Adds a second script tag to the page, as a widget of somebody else does. */
const addGuest = ({ tab }: Visitor): Promise<void> =>
  tab.evaluate(
    (writeKey) =>
      new Promise((resolve) => {
        const own = window.tendril;
        const { host } = document.querySelector<HTMLElement>('[data-host]')!.dataset;
        const tag = document.createElement('script');
        Object.assign(tag.dataset, { writeKey, host, nudges: 'false' });
        tag.onload = () => {
          window.guest = window.tendril as Tendril;
          window.tendril = own;
          resolve();
        };
        tag.src = '/tendril/tendril.js';
        document.head.append(tag);
      }),
    GUEST_KEY,
  );

test('two clients with keys of their own share nothing: one that is refused does not hold up the other', async ({
  app,
  site,
  faulty,
  ledger,
}) => {
  const visitor = await Visitor.open(app, site.page());
  await addGuest(visitor);
  // The collector has one key: whether it takes the other one is said here.
  let guestFate = refuse(401, { body: 'unknown key' });
  faulty.follow(({ writeKey }) => (writeKey === GUEST_KEY ? guestFate : pass));
  const { own, guests } = await visitor.tab.evaluate(() => {
    const rounds = Array.from({ length: 10 }, (_, i) => i);
    return {
      own: rounds.map((i) => window.tendril.track('own', { i })),
      guests: rounds.map((i) => window.guest.track('guest', { i })),
    };
  });
  await visitor.tab.evaluate(() => window.guest.flush());
  await visitor.untilSent();
  const stats = await visitor.tab.evaluate(() => [window.tendril.stats(), window.guest.stats()] as const);
  expect(stats).toMatchObject([
    { queued: 0, sent: 10 },
    { queued: 10, sent: 0 },
  ]);
  expect(stats[0].halted).toBeFalsy();
  expect(stats[1].halted).toContain('401');

  guestFate = refuse(200);
  await visitor.reload();
  await addGuest(visitor);
  own.push(...(await visitor.track(5)));
  await visitor.untilSent();
  await visitor.tab.evaluate(() => window.guest.flush());
  expect(await visitor.tab.evaluate(() => window.guest.stats().sent)).toBe(10);

  await ledger.expectExactly(own);
  const sentBy = (key: string) => faulty.wire().filter(({ writeKey }) => writeKey === key);
  expect(sentBy(GUEST_KEY).map(({ ids }) => ids)).toEqual([guests, guests]);
  expect(sentBy(KEYS.write).flatMap(({ ids }) => ids)).toEqual(own);
});
