import { Collector, type CollectorOptions } from './collector.ts';
import { FixtureSite } from './faults/fixture-site.ts';
import { test as base } from './test.ts';
import { tokenFor } from './token.ts';

interface Fixtures {
  /** Given to the collector; `test.use({ billing: BILLING })` lets it hear of payments. */
  billing: CollectorOptions['billing'];
  /** Pages of a host whose backend signs tokens: `/token` is one of u_1 of acct_1. */
  site: FixtureSite;
}

/** With a collector that believes the tokens of the suite, and a page that can have one. */
export const test = base.extend<Fixtures>({
  billing: [undefined, { option: true }],

  collector: async ({ billing }, use, info) => {
    const collector = await Collector.start({ tokens: true, ...(billing && { billing }) });
    await use(collector);
    if (info.status !== info.expectedStatus) await info.attach('collector.log', { body: collector.output() });
    await collector.remove();
  },

  site: async ({ collector }, use) => {
    const site = await FixtureSite.start(collector.url);
    site.serveText('/token', tokenFor('u_1', 'acct_1'));
    await use(site);
    await site.stop();
  },

  sandbox: async ({ site }, use) => use({ url: site.url, stop: async () => {} }),
});

export { expect } from '@playwright/test';
