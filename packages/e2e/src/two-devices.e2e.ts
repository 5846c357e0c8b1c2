import { Collector } from './support/collector.ts';
import { eventually } from './support/eventually.ts';
import { FixtureSite } from './support/faults/fixture-site.ts';
import { only } from './support/rules.ts';
import { named } from './support/stored-event.ts';
import { test as base } from './support/test.ts';
import { tokenFor } from './support/token.ts';

const ONCE = {
  id: 'once',
  rev: 1,
  type: 'banner',
  category: 'discovery',
  when: { on: [{ page: true }] },
  where: { surface: 'slot', slot: 'top' },
  what: { locale: 'en', content: { en: { title: 'Once a week' } } },
};
const CAP = { max: [{ n: 1, per: 'P7D' }] };

/** Two origins share nothing in a browser: to the nudges they are two devices. */
const test = base.extend<{ device: FixtureSite }>({
  // Playwright reads a fixture's needs from this pattern: one that needs none must say {}.
  // biome-ignore lint/correctness/noEmptyPattern: see above
  collector: async ({}, use) => {
    const collector = await Collector.start({ tokens: true });
    await use(collector);
    await collector.remove();
  },
  sandbox: async ({ collector }, use) => {
    const site = await FixtureSite.start(collector.url);
    await use({ url: site.url, stop: async () => {} });
    await site.stop();
  },
  device: async ({ collector }, use) => {
    const site = await FixtureSite.start(collector.url);
    await use(site);
    await site.stop();
  },
});

// They run in the page, and refer to nothing outside.
const olivia = () => {
  const token = () => fetch('/token').then((answer) => answer.text());
  const { q } = window.tendril as unknown as { q: unknown[] };
  q.push(['init', { token }], ['identify', 'u_1'], ['group', 'acct_1']);
};
const colleague = () => {
  const token = () => fetch('/token').then((answer) => answer.text());
  const { q } = window.tendril as unknown as { q: unknown[] };
  q.push(['init', { token }], ['identify', 'u_2'], ['group', 'acct_1']);
};

for (const [who, user, how] of [
  ['the same person', 'u_1', CAP],
  ['a colleague, for a nudge of the account', 'u_2', { ...CAP, unit: 'account' }],
] as const) {
  test(`what was shown on one device is not shown on another: ${who}`, async ({ app, device, collector }) => {
    collector.editRules(only({ ...ONCE, how }));
    const first = await FixtureSite.start(collector.url);
    for (const [site, id] of [
      [first, 'u_1'],
      [device, user],
    ] as const) {
      site.serveText('/token', tokenFor(id, 'acct_1'));
    }
    const page = (site: FixtureSite, signIn: () => void) =>
      site.url + site.page({ nudges: true, body: '<div data-tendril-slot="top"></div>', before: [signIn] });

    await app.goto(page(first, olivia));
    await eventually(() => app.text('tendril-nudge section')).toContain('Once a week');
    await collector.receivedWhen((stored) => named(stored, 'nudge.assigned').length > 0, 'the showing');

    await app.goto(page(device, user === 'u_1' ? olivia : colleague));
    await eventually(() => app.evaluate(() => window.tendril.explain('once').reason)).toBe('max');
    await first.stop();
  });
}
