import { hearAnnouncements, saidIn } from './support/announcements.ts';
import type { Tab } from './support/app.ts';
import type { Collector } from './support/collector.ts';
import { eventually } from './support/eventually.ts';
import type { FixtureSite } from './support/faults/fixture-site.ts';
import { passingTime } from './support/passing-time.ts';
import { only } from './support/rules.ts';
import { BILLING, stripeTells } from './support/stripe.ts';
import { expect, test } from './support/token-test.ts';

declare global {
  interface Window {
    /** What the host was asked to sell, and the kinds of what `on('nudge')` has told. */
    sold: string[];
    kinds: string[];
  }
}

test.use({ billing: BILLING });

const MINUTE_MS = 60_000;
const UNLOCKED = 'Advanced reports are unlocked.';
const WAITING = 'Waiting for the confirmation of the payment.';
const LATE = 'There is no confirmation of the payment yet. Nothing is unlocked so far.';
const BODY = `<main><button id="before">Before</button>
  <button id="reports" data-tendril-anchor="reports">Advanced reports</button></main>`;

/** A refusal opens it beside the button that was pressed. */
const GATE = {
  id: 'reports-gate',
  rev: 1,
  type: 'gate',
  category: 'upsell',
  when: { on: [{ gate: 'advanced-reports' }] },
  where: { surface: 'anchor', anchor: 'reports' },
  what: {
    locale: 'en',
    content: {
      en: {
        title: 'Advanced reports are on Business',
        actions: [{ id: 'primary', label: 'Upgrade', do: 'upgrade', data: { plan: 'business' } }],
      },
    },
  },
  // No `timeout`: two minutes.
  unlock: { entitlement: 'advanced-reports', announce: UNLOCKED },
};

/** The host: its button asks the gate, and its checkout says that the payment is under way. Refers to nothing outside. */
const host = () => {
  window.sold = [];
  window.kinds = [];
  const token = () => fetch('/token').then((answer) => answer.text());
  const upgrade = ({ plan }: { plan?: string }) => {
    window.sold.push(plan ?? '');
    return { pending: true };
  };
  const { q } = window.tendril as unknown as { q: unknown[] };
  q.push(
    ['init', { token, actions: { upgrade } }],
    ['identify', 'u_1'],
    ['group', 'acct_1'],
    ['on', 'nudge', ({ kind }: { kind: string }) => window.kinds.push(kind)],
  );
  addEventListener('click', ({ target }) => {
    if ((target as Element).id === 'reports') window.tendril.gate('advanced-reports');
  });
};

const gateText = (tab: Tab) => () => tab.text('tendril-nudge section');
const isAllowed = (tab: Tab) => () => tab.evaluate(() => window.tendril.gate('advanced-reports').allowed);
const focused = (tab: Tab) => () =>
  tab.evaluate(() => {
    const { activeElement: at } = document;
    return (at?.shadowRoot?.activeElement ?? at)?.textContent?.trim() ?? '';
  });

/** Opens the page, and waits until a refusal would open the gate. */
async function open(tab: Tab, path: string): Promise<void> {
  await tab.goto(path);
  await eventually(() => tab.evaluate(() => window.tendril.explain?.('reports-gate')?.reason)).toBe(
    'trigger',
  );
}

/** By keyboard: asks for what is locked, and is refused. */
async function beRefused(tab: Tab): Promise<void> {
  await tab.evaluate(() => document.querySelector<HTMLElement>('#reports')?.focus());
  await tab.press('Enter');
  await eventually(gateText(tab)).toContain('Advanced reports are on Business');
}

async function upgrade(tab: Tab): Promise<void> {
  await tab.press('Tab');
  expect(await focused(tab)()).toBe('Upgrade');
  await tab.press('Enter');
  await eventually(gateText(tab)).toContain(WAITING);
}

const pageOf = (collector: Collector, site: FixtureSite): string => {
  collector.editRules(only(GATE));
  return site.page({ nudges: true, body: BODY, before: [passingTime, hearAnnouncements, host] });
};

test('a payment that Stripe tells of unlocks the gate in every tab, says so, and moves revenue', async ({
  app,
  site,
  collector,
}) => {
  const path = pageOf(collector, site);
  await open(app, path);
  await beRefused(app);
  await upgrade(app);
  // Only then: keys go to the tab in front, and in WebKit a tab that is hidden shows only what was begun before.
  const other = await app.newTab();
  await open(other, path);
  await beRefused(other);

  expect(await app.evaluate(() => window.sold)).toEqual(['business']);
  expect(await stripeTells(collector, 'acct_1', 'whsec_of_somebody_else')).toBe(401);
  expect([await isAllowed(app)(), await collector.movements()]).toEqual([false, []]);

  expect(await stripeTells(collector, 'acct_1')).toBe(200);
  for (const tab of [app, other]) {
    await eventually(gateText(tab)).toBe('');
    await eventually(isAllowed(tab)).toBe(true);
    await eventually(() => saidIn(tab)).toContain(UNLOCKED);
    expect((await saidIn(tab)).filter((text) => text.includes('unlocked.'))).toEqual([UNLOCKED]);
    expect(await tab.evaluate(() => window.kinds.filter((kind) => kind === 'unlocked'))).toEqual([
      'unlocked',
    ]);
    expect(await focused(tab)()).toBe('Advanced reports');
  }
  expect(await collector.movements()).toEqual([
    expect.objectContaining({ account: 'acct_1', kind: 'new', amount: 11_900, plan: 'business' }),
  ]);
});

test('without a payment nothing claims one; after two minutes the gate says so, and looks again', async ({
  app,
  site,
  collector,
}) => {
  await open(app, pageOf(collector, site));
  await beRefused(app);
  await upgrade(app);

  await app.evaluate((ms) => window.pass(ms), 1.9 * MINUTE_MS);
  expect(await gateText(app)()).toContain(WAITING);
  await app.evaluate((ms) => window.pass(ms), 0.2 * MINUTE_MS);
  // Facts that were asked for may still come for a moment.
  await app.evaluate((ms) => window.pass(ms), 0.1 * MINUTE_MS);
  await eventually(gateText(app)).toContain(LATE);
  expect(await isAllowed(app)()).toBe(false);
  expect((await saidIn(app)).join(' ')).not.toContain('are unlocked');
  expect(await app.evaluate(() => window.kinds)).not.toContain('unlocked');
  expect(await collector.movements()).toEqual([]);

  await app.click({ button: 'Check again' });
  await eventually(gateText(app)).toContain(WAITING);
  expect(await app.evaluate(() => window.sold), 'looked again, not bought again').toEqual(['business']);
  expect(await stripeTells(collector, 'acct_1')).toBe(200);
  await eventually(gateText(app)).toBe('');
  expect(await isAllowed(app)()).toBe(true);
});
