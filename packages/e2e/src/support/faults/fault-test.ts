import { Collector } from '../collector.ts';
import { test as base } from '../test.ts';
import { FaultyCollector } from './faulty-collector.ts';
import { FixtureSite } from './fixture-site.ts';
import { Ledger } from './ledger.ts';
import { wireText } from './wire.ts';

interface Fixtures {
  /** Where the pages send: passes everything on until a test says otherwise. */
  faulty: FaultyCollector;
  /** Serves the pages. `app` and `profile` are at home there. */
  site: FixtureSite;
  ledger: Ledger;
}

interface WorkerFixtures {
  /** One real collector for all fault tests: starting one takes longer than most of them. */
  lasting: Collector;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  lasting: [
    // Playwright reads a fixture's needs from this pattern: one that needs none must say {}.
    // biome-ignore lint/correctness/noEmptyPattern: see above
    async ({}, use) => {
      const collector = await Collector.start();
      await use(collector);
      await collector.remove();
    },
    { scope: 'worker' },
  ],

  collector: async ({ lasting }, use) => use(lasting),

  faulty: async ({ collector }, use, info) => {
    const faulty = await FaultyCollector.start(collector.url);
    await use(faulty);
    if (info.status !== info.expectedStatus) await info.attach('wire.log', { body: wireText(faulty.wire()) });
    await faulty.close();
  },

  site: async ({ faulty }, use) => {
    const site = await FixtureSite.start(faulty.url);
    await use(site);
    await site.stop();
  },

  sandbox: async ({ site }, use) => use({ url: site.url, stop: async () => {} }),

  ledger: async ({ collector, faulty }, use) => use(await Ledger.open(collector, faulty)),
});

export { expect } from '@playwright/test';
