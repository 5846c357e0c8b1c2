import { KEYS } from '../support/collector.ts';
import { readDevice } from '../support/faults/device.ts';
import { expect, test } from '../support/faults/fault-test.ts';
import { Visitor } from '../support/faults/visitor.ts';

declare global {
  interface Window {
    /** How often this page has waited in vain for its database, that long. */
    givenUp: number;
  }
}

/** A tenth of a second stands for the three that the database has for an answer: that very delay and no other. */
const shortenPatience = () => {
  const real = window.setTimeout;
  window.givenUp = 0;
  window.setTimeout = ((run: () => void, ms = 0) => {
    if (ms !== 3000) return real(run, ms);
    return real(() => {
      window.givenUp++;
      run();
    }, 100);
  }) as typeof window.setTimeout;
};

/** As Safari did: https://bugs.webkit.org/show_bug.cgi?id=226547 */
const openNeverAnswers = () => {
  IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
};

/** Holds the database open and asks for a newer version of it: whoever opens it after that waits for both. */
const block = (database: string) =>
  new Promise<void>((resolve, reject) => {
    const held = indexedDB.open(database, 1);
    held.onupgradeneeded = () => held.result.createObjectStore('rows');
    held.onerror = () => reject(held.error);
    held.onsuccess = () => {
      const newer = indexedDB.open(database, 2);
      newer.onblocked = () => resolve();
      newer.onsuccess = () => reject(new Error('not blocked'));
    };
  });

test('an IndexedDB that never answers is given up for memory', async ({ app, site, ledger }) => {
  const visitor = await Visitor.open(app, site.page({ before: [shortenPatience, openNeverAnswers] }));
  const ids = await visitor.track(10);
  await visitor.untilSent();
  expect((await visitor.stats()).storage).toBe('memory');

  await ledger.expectExactly(ids);
  expect(await visitor.tab.evaluate(() => window.givenUp)).toBeGreaterThan(0);
});

test('a database whose upgrade another page blocks is given up for memory', async ({ app, site, ledger }) => {
  const holder = await app.newTab();
  await holder.goto('/elsewhere');
  await holder.evaluate(block, `tendril:${KEYS.write}`);
  const visitor = await Visitor.open(app, site.page({ before: [shortenPatience] }));
  const ids = await visitor.track(10);
  await visitor.untilSent();
  expect((await visitor.stats()).storage).toBe('memory');
  expect(await visitor.tab.evaluate(() => window.givenUp)).toBeGreaterThan(0);
  ids.push(...(await visitor.trackAndLeave(site.elsewhere, 5)));

  await ledger.expectExactly(ids);
});

test('rows that went from memory are not stored when the database answers after all', async ({
  app,
  site,
  faulty,
  ledger,
}) => {
  const holder = await app.newTab();
  await holder.goto('/elsewhere');
  // Known here already: the rows of the next visit do not wait until it is known who comes.
  const former = await Visitor.open(await app.newTab(), site.page());
  const ids = await former.track(5);
  await former.untilSent();
  await former.tab.close();
  await holder.evaluate(block, `tendril:${KEYS.write}`);
  const visitor = await Visitor.open(app, site.page({ before: [shortenPatience] }));
  ids.push(...(await visitor.track(10)));
  await visitor.untilSent();
  await holder.close();
  // Opens it behind whatever has waited for it.
  expect((await readDevice(app)).rows.filter((key) => !key.startsWith('~'))).toEqual([]);
  await visitor.reload();
  await visitor.flush();

  await ledger.expectExactly(ids);
  expect(faulty.wire()).toHaveLength(2);
});
