import type { Tab } from './support/app.ts';
import type { Collector } from './support/collector.ts';
import { eventually } from './support/eventually.ts';
import { FixtureSite } from './support/faults/fixture-site.ts';
import { only } from './support/rules.ts';
import { named } from './support/stored-event.ts';
import { tokenFor } from './support/token.ts';
import { test as base, expect } from './support/token-test.ts';

/** Two origins share nothing in a browser: to the nudges they are two devices. `site` is the first. */
const test = base.extend<{ device: FixtureSite }>({
  device: async ({ collector }, use) => {
    const device = await FixtureSite.start(collector.url);
    await use(device);
    await device.stop();
  },
});

const ONCE_A_WEEK = { max: [{ n: 1, per: 'P7D' }] };
/** Everybody gets it once, in the slot of its name. */
const nudge = (id: string, how: object) => ({
  id,
  rev: 1,
  type: 'banner',
  category: 'discovery',
  when: { on: [{ page: true }] },
  where: { surface: 'slot', slot: id },
  what: { locale: 'en', content: { en: { title: `The nudge ${id}`, dismissLabel: 'Not now' } } },
  how,
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

/** Publishes these nudges; answers a page with their slots at a site, where somebody is signed in. */
function publish(collector: Collector, ...nudges: ReturnType<typeof nudge>[]) {
  collector.editRules(only(...nudges));
  const body = nudges.map(({ id }) => `<div data-tendril-slot="${id}"></div>`).join('');
  return (site: FixtureSite, signIn: () => void): string =>
    site.url + site.page({ nudges: true, body, before: [signIn] });
}
const shows = (tab: Tab, id: string) =>
  eventually(() => tab.text(`[data-tendril-slot="${id}"] section`)).toContain(`The nudge ${id}`);
const reasons = (tab: Tab) => () =>
  tab.evaluate(() =>
    Object.fromEntries(window.tendril.explain().map(({ nudge, reason }) => [nudge, reason])),
  );

test('what was shown, dismissed, put off and refused on one device is so on another', async ({
  app,
  site,
  device,
  collector,
}) => {
  const page = publish(
    collector,
    nudge('capped', ONCE_A_WEEK),
    nudge('dismissed', {}),
    nudge('snoozed', { snooze: ['P3D'] }),
    nudge('never', { neverAgain: true }),
  );
  device.serveText('/token', tokenFor('u_1', 'acct_1'));

  await app.goto(page(site, olivia));
  for (const id of ['capped', 'dismissed', 'snoozed', 'never']) await shows(app, id);
  await app.click('[data-tendril-slot="dismissed"] .close');
  await app.click({ button: 'Remind me in 3 days' });
  await app.click({ button: 'Don’t show this again' });
  const told = ['nudge.dismissed', 'nudge.snoozed', 'nudge.never'];
  const events = await collector.receivedWhen(
    (stored) =>
      told.every((name) => named(stored, name).length > 0) && named(stored, 'nudge.assigned').length > 3,
    'what was shown, and what was said to it',
  );
  expect(named(events, 'nudge.assigned')).toHaveLength(4);

  await app.goto(page(device, olivia));
  await eventually(reasons(app)).toEqual({
    capped: 'max',
    dismissed: 'episode',
    snoozed: 'snoozed',
    never: 'never',
  });
  expect(await app.visible('tendril-nudge section')).toBe(false);
});

test('a cap of the account holds for a colleague, and one of a person does not', async ({
  app,
  site,
  device,
  collector,
}) => {
  const page = publish(
    collector,
    nudge('shared', { ...ONCE_A_WEEK, unit: 'account' }),
    nudge('own', ONCE_A_WEEK),
  );
  device.serveText('/token', tokenFor('u_2', 'acct_1'));

  await app.goto(page(site, olivia));
  for (const id of ['shared', 'own']) await shows(app, id);
  await collector.receivedWhen((stored) => named(stored, 'nudge.assigned').length > 1, 'both showings');

  await app.goto(page(device, colleague));
  await eventually(reasons(app)).toEqual({ shared: 'max', own: 'shown' });
  await shows(app, 'own');
  expect(await app.visible('[data-tendril-slot="shared"] section')).toBe(false);
});
