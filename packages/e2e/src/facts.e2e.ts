import type { Tab } from './support/app.ts';
import type { Collector } from './support/collector.ts';
import { eventually } from './support/eventually.ts';
import type { FixtureSite } from './support/faults/fixture-site.ts';
import { tokenFor } from './support/token.ts';
import { expect, test } from './support/token-test.ts';

const DAY_MS = 24 * 3600 * 1000;

const withToken = () => {
  const token = () => fetch('/token').then((answer) => answer.text());
  (window.tendril as unknown as { q: unknown[] }).q.push(
    ['init', { token }],
    ['identify', 'u_1'],
    ['group', 'acct_1'],
  );
};
const live = () => {
  const { q } = window.tendril as unknown as { q: [string, object][] };
  Object.assign(q.find(([call]) => call === 'init')?.[1] ?? {}, { live: 'always' });
};
/** A device that is ten years ahead. */
const aheadOfTime = () => {
  const real = Date;
  const skew = 3653 * 24 * 3600 * 1000;
  window.Date = class extends real {
    constructor(...given: unknown[]) {
      if (given.length) super(...(given as [number]));
      else super(real.now() + skew);
    }
    static override now() {
      return real.now() + skew;
    }
  } as DateConstructor;
};

const pageOf = (site: FixtureSite, ...more: (() => void)[]): string =>
  site.page({ nudges: true, body: '<div data-tendril-slot="top"></div>', before: [withToken, ...more] });

/** The ruleset with one banner, for those of whom `who` is true. */
const publish = (collector: Collector, over: object): Promise<void> => {
  const nudge = {
    id: 'n',
    rev: 1,
    type: 'banner',
    category: 'discovery',
    when: { on: [{ page: true }] },
    where: { surface: 'slot', slot: 'top' },
    what: { locale: 'en', content: { en: { title: 'It shows' } } },
    ...over,
  };
  return collector.serveRules(JSON.stringify({ version: '1', nudges: [nudge] }));
};
const banner = (tab: Tab) => () => tab.text('tendril-nudge section');
const reason = (tab: Tab) => () => tab.evaluate(() => window.tendril.explain('n').reason);

let sent = 0;
/** Something that this person did on another device, so long ago. */
const elsewhere = (event: string, ago = 0) => ({
  ...{ type: 'track', event, userId: 'u_1', messageId: `elsewhere-${Date.now()}-${++sent}` },
  context: { groupId: 'acct_1' },
  timestamp: new Date(Date.now() - ago).toISOString(),
});
const says = (type: 'identify' | 'group', traits: object) => ({
  ...{ type, traits, userId: 'u_1', groupId: 'acct_1', messageId: `says-${Date.now()}-${++sent}` },
  timestamp: new Date().toISOString(),
});
const post = (collector: Collector, ...events: object[]) => collector.post(events as never);
const known = (collector: Collector, count: number) =>
  collector.receivedWhen((stored) => stored.length >= count, `${count} events`);

test('facts that only the collector has decide what shows, on the next page too', async ({
  app,
  site,
  collector,
}) => {
  await publish(collector, { who: { 'user.role': 'owner', 'account.plan': 'team' } });
  await post(collector, says('identify', { role: 'owner' }), says('group', { plan: 'team' }));
  await known(collector, 2);
  const page = pageOf(site);
  await app.goto(page);
  await eventually(banner(app)).toContain('It shows');

  await collector.stop();
  await app.goto(page);
  await eventually(banner(app)).toContain('It shows');
});

test('without a token that holds, nobody is told: the reason comes as an error, in the collector’s words', async ({
  app,
  site,
  collector,
}) => {
  await publish(collector, { who: { 'user.role': 'owner' } });
  await post(collector, says('identify', { role: 'owner' }));
  await known(collector, 1);
  site.serveText('/token', tokenFor('u_1', 'acct_1', 'another-secret-that-the-collector-does-not-know'));
  await app.goto(pageOf(site));
  await eventually(() => app.evaluate(() => window.errors)).toEqual([
    expect.objectContaining({ code: 'token', message: expect.stringContaining('signature') }),
  ]);
  await eventually(reason(app)).toBe('who');
});

test('a page that says something is believed at once, and what the collector hears later from elsewhere after that', async ({
  app,
  site,
  collector,
}) => {
  await publish(collector, { who: { 'usage.seats.used': { $gte: 5 } } });
  const seats = (used: number) => ({ ...elsewhere('usage.reported'), properties: { meter: 'seats', used } });
  await post(collector, seats(1));
  await known(collector, 1);
  await app.goto(pageOf(site, live));
  await eventually(reason(app)).toBe('who');
  await app.evaluate(() => void window.tendril.usage('seats', { used: 9 }));
  await eventually(banner(app)).toContain('It shows');
  await app.evaluate(() => window.tendril.flush());
  await expect(banner(app)()).resolves.toContain('It shows');
  await post(collector, seats(2));
  await eventually(banner(app)).toBe('');
});

test('a purchase elsewhere unlocks at once, in every tab', async ({ app, site, collector }) => {
  await publish(collector, {});
  const page = pageOf(site, live);
  await app.goto(page);
  await eventually(banner(app)).toContain('It shows');
  const tab = await app.newTab();
  await tab.goto(page);
  await eventually(banner(tab)).toContain('It shows');
  const unlocked = (of: Tab) => () => of.evaluate(() => window.tendril.entitlements.get());
  await post(collector, says('group', { entitlements: ['reports'] }));
  for (const one of [app, tab]) await eventually(unlocked(one)).toEqual(['reports']);
});

test('what was done on another device counts, and nothing counts twice', async ({ app, site, collector }) => {
  const exports = (count: object) => ({ $did: { event: 'export', within: '7d', count } });
  await publish(collector, { who: exports({ $gte: 3 }) });
  await post(collector, elsewhere('export', DAY_MS), elsewhere('export'));
  await known(collector, 2);
  const page = pageOf(site);
  await app.goto(page);
  await eventually(reason(app)).toBe('who');
  await app.evaluate(() => void window.tendril.track('export'));
  await eventually(banner(app)).toContain('It shows');

  // Left before it is sent, so that a beacon and the next page both carry it.
  await publish(collector, { who: exports({ $gte: 5 }) });
  await app.goto(page);
  await app.evaluate(() => void window.tendril.track('export'));
  await app.goto(page);
  await app.evaluate(() => window.tendril.flush());
  await app.goto(page);
  await eventually(reason(app)).toBe('who');
  // Four are exactly four: the collector's word makes it known that there are no more.
  await publish(collector, { who: exports({ $lte: 4 }) });
  await app.goto(page);
  await eventually(banner(app)).toContain('It shows');
});

test('"never" is known with the collector’s word', async ({ app, site, collector }) => {
  await publish(collector, { who: { $not: { $did: { event: 'invite' } } } });
  await app.goto(pageOf(site));
  await eventually(banner(app)).toContain('It shows');
  await app.evaluate(() => void window.tendril.track('invite'));
  await eventually(reason(app)).toBe('who');
});

test('a device with a wrong date opens no schedule', async ({ app, site, collector }) => {
  const inTenYears = new Date(Date.now() + 3600 * DAY_MS).toISOString();
  await publish(collector, { schedule: { start: inTenYears } });
  await app.goto(pageOf(site, aheadOfTime));
  await eventually(reason(app)).toBe('schedule');
  await publish(collector, { schedule: { end: inTenYears } });
  await app.goto(pageOf(site, aheadOfTime));
  await eventually(banner(app)).toContain('It shows');
});
