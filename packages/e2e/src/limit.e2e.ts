import type { Tab } from './support/app.ts';
import type { Collector } from './support/collector.ts';
import { eventually } from './support/eventually.ts';
import type { FixtureSite } from './support/faults/fixture-site.ts';
import { only } from './support/rules.ts';
import { named } from './support/stored-event.ts';
import { expect, test } from './support/token-test.ts';

declare global {
  interface Window {
    /** What the host was asked to sell. */
    asked: object[];
  }
}

const DAY_MS = 24 * 3600 * 1000;
const BODY = '<main><div data-tendril-slot="top"></div></main>';

let said = 0;
/** What the host's backend says of the account, so many days ago. */
const says = (event: object, daysAgo = 0) => ({
  ...{ userId: 'u_1', messageId: `limit-${Date.now()}-${++said}`, context: { groupId: 'acct_1' } },
  timestamp: new Date(Date.now() - daysAgo * DAY_MS).toISOString(),
  ...event,
});
const used = (seats: number, daysAgo = 0) =>
  says(
    { type: 'track', event: 'usage.reported', properties: { meter: 'seats', used: seats, limit: 10 } },
    daysAgo,
  );
const account = (traits: object) => says({ type: 'group', groupId: 'acct_1', traits });

const banner = (what: object, who: object = {}) => ({
  id: 'seats',
  rev: 1,
  type: 'banner',
  category: 'billing',
  who,
  when: { on: [{ page: true }, { usage: 'seats' }] },
  where: { surface: 'slot', slot: 'top' },
  what: { locale: 'en', ...what },
});
const text = (tab: Tab) => () => tab.text('tendril-nudge section');
const reason = (tab: Tab) => () => tab.evaluate(() => window.tendril.explain('seats').reason);

// It runs in the page, and refers to nothing outside.
const host = () => {
  window.asked = [];
  const token = () => fetch('/token').then((answer) => answer.text());
  const upgrade = (request: { plan?: string }) => {
    window.asked.push(request);
    return { plan: 'business', usage: { seats: { used: 10, limit: 25 } } };
  };
  (window.tendril as unknown as { q: unknown[] }).q.push(
    ['init', { token, actions: { upgrade } }],
    ['identify', 'u_1'],
    ['group', 'acct_1'],
  );
};

async function open(tab: Tab, site: FixtureSite): Promise<void> {
  await tab.goto(site.page({ nudges: true, body: BODY, before: [host] }));
}

async function hold(collector: Collector, ...events: object[]): Promise<void> {
  await collector.post(events as never);
  await collector.receivedWhen((stored) => stored.length >= events.length, 'what the backend says');
}

test('the text says when the limit is reached, by the readings that the collector has', async ({
  app,
  site,
  collector,
}) => {
  const title = 'Full {trend.seats.daysToLimit,relative}, on {trend.seats.daysToLimit,date,days-ahead}';
  const soon = { 'trend.seats.daysToLimit': { $lte: 14 } };
  collector.editRules(only(banner({ content: { en: { title } } }, soon)));
  await hold(collector, used(6, 4), used(7, 2), used(8));
  await open(app, site);
  // Half a seat a day: two are left.
  const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' }).format(Date.now() + 4 * DAY_MS);
  await eventually(text(app)).toContain(`Full in 4 days, on ${day}`);
});

const PLANS = [
  { id: 'team', name: 'Team', limits: { seats: 10 } },
  { id: 'business', name: 'Business', limits: { seats: 25 } },
];
const AT_LIMIT = banner({
  plans: PLANS,
  content: { en: { title: 'All seats are in use' } },
  stages: [
    {
      id: 'full',
      if: { 'usage.seats.ratio': { $gte: 1 } },
      // biome-ignore lint/suspicious/noThenProperty: a word of the document
      limit: { then: 'adjust', agreed: 'account.auto_upgrade' },
    },
  ],
});

test('at the limit the plan is raised as the customer agreed: once, without a click', async ({
  app,
  site,
  collector,
}) => {
  collector.editRules(only(AT_LIMIT));
  await hold(collector, account({ plan: 'team', auto_upgrade: ['business'] }), used(10));
  await open(app, site);

  await eventually(() => app.evaluate(() => window.asked)).toEqual([
    expect.objectContaining({ nudge: 'seats', plan: 'business', automatic: true, agreed: ['business'] }),
  ]);
  await collector.receivedWhen(
    (stored) => stored.some(({ event }) => event.type === 'group' && event.traits?.plan === 'business'),
    'the new plan',
  );
  await eventually(reason(app)).toBe('stage');
  expect(await text(app)()).toBe('');
});

test('who agreed to nothing is told of the limit, and nothing is bought', async ({
  app,
  site,
  collector,
}) => {
  collector.editRules(only(AT_LIMIT));
  await hold(collector, account({ plan: 'team' }), used(10));
  await open(app, site);
  await eventually(text(app)).toContain('All seats are in use');
  // By then it would have been asked for: both begin when the banner has been drawn.
  await collector.receivedWhen((stored) => named(stored, 'nudge.exposed').length > 0, 'nudge.exposed');
  expect(await app.evaluate(() => window.asked)).toEqual([]);
  expect(await text(app)()).not.toContain('agreed');
});
