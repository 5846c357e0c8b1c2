import { hearAnnouncements } from '../announcements.ts';
import { eventually } from '../eventually.ts';
import { only } from '../rules.ts';
import { test as base } from '../token-test.ts';
import { NUDGES } from './nudges.ts';
import { Walker } from './walker.ts';

const BODY = `<main><h1>Reports</h1><div data-tendril-slot="banner"></div>
  <button id="gate">Advanced reports</button><button id="survey">Take part</button>
  <button id="calculator">What would it save?</button></main>`;

/** The host: its buttons ask for what they name, and all that it is asked to do works. Refers to nothing outside. */
const host = () => {
  const token = () => fetch('/token').then((answer) => answer.text());
  const actions = {
    quote: () => ({
      now: { amount: 49, currency: 'EUR', interval: 'month' },
      after: { amount: 119, currency: 'EUR', interval: 'month' },
    }),
    upgrade: () => ({ plan: 'business', entitlements: ['advanced-reports'] }),
    invite: ({ emails }: { emails: string[] }) => ({ sent: emails }),
  };
  const { q } = window.tendril as unknown as { q: unknown[] };
  q.push(['init', { token, actions }], ['identify', 'u_1'], ['group', 'acct_1', { plan: 'team' }]);
  addEventListener('click', ({ target }) => {
    const { id } = target as Element;
    if (id === 'gate') window.tendril.gate('advanced-reports');
    else if (id) window.tendril.track('nudge.requested', { nudge: id });
  });
};

export const test = base.extend<{ walker: Walker }>({
  walker: async ({ app, site, collector }, use) => {
    collector.editRules(only(...NUDGES));
    await app.goto(site.page({ nudges: true, body: BODY, before: [hearAnnouncements, host] }));
    await eventually(() => app.visible({ button: 'Invite a teammate' })).toBe(true);
    const walker = new Walker(app);
    await eventually(walker.said).toEqual(['There is room for 5 more']);
    await app.evaluate(() => {
      window.said.length = 0;
    });
    await use(walker);
  },
});

export { expect } from '@playwright/test';
