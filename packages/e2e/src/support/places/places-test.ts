import { Collector } from '../collector.ts';
import { FixtureSite, type PageOptions } from '../faults/fixture-site.ts';
import { test as base } from '../test.ts';
import { PlacesPage } from './places-page.ts';
import { RULESET } from './ruleset.ts';

interface Fixtures {
  site: FixtureSite;
  /** Opens a page that holds this; waits until its nudges can come. */
  open: (options?: PageOptions) => Promise<PlacesPage>;
}

interface WorkerFixtures {
  /** One collector for all tests of places: each visitor is another, so that none sees what another was shown. */
  lasting: Collector;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  lasting: [
    // Playwright reads a fixture's needs from this pattern: one that needs none must say {}.
    // biome-ignore lint/correctness/noEmptyPattern: see above
    async ({}, use) => {
      const collector = await Collector.start();
      await collector.stop();
      collector.editRules(() => JSON.stringify(RULESET));
      await collector.start();
      await use(collector);
      await collector.remove();
    },
    { scope: 'worker' },
  ],

  collector: async ({ lasting }, use) => use(lasting),

  site: async ({ collector }, use) => {
    const site = await FixtureSite.start(collector.url);
    await use(site);
    await site.stop();
  },

  sandbox: async ({ site }, use) => use({ url: site.url, stop: async () => {} }),

  open: async ({ app, site }, use) =>
    use((options = {}) => PlacesPage.open(app, site.page({ nudges: true, ...options }))),
});

export { expect } from '@playwright/test';
