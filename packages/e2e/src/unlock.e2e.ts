import { Acme } from './support/acme.ts';
import { eventually } from './support/eventually.ts';
import { only, REPORTS_GATE } from './support/rules.ts';
import { expect, test } from './support/test.ts';

const LOCKED = 'Advanced reports are locked';
/** What is said to those who do not see the page. */
const said = (acme: Acme) =>
  acme.tab.evaluate(() =>
    [...document.querySelectorAll('tendril-live')].map(({ shadowRoot }) => shadowRoot?.textContent).join(' '),
  );
const heardOf = (acme: Acme) =>
  acme.tab.evaluate(() => {
    const kinds: string[] = [];
    Object.assign(window, { kinds });
    window.tendril.on('nudge', ({ kind }) => kinds.push(kind));
  });
const kinds = (acme: Acme) => acme.tab.evaluate(() => (window as { kinds?: string[] }).kinds);
const isAllowed = (acme: Acme) => acme.tab.evaluate(() => window.tendril.gate('advanced-reports').allowed);

test('what is paid for unlocks in every tab, says so, and tells the host', async ({ app, collector }) => {
  collector.editRules(only(REPORTS_GATE));
  const [buyer, other] = [new Acme(app), new Acme(await app.newTab())];
  for (const acme of [buyer, other]) {
    await acme.open();
    await acme.expectBanner(LOCKED);
    await heardOf(acme);
  }
  expect(await isAllowed(buyer)).toBe(false);

  await buyer.upgrade();

  for (const acme of [buyer, other]) {
    await acme.expectNoBanner();
    await eventually(() => said(acme)).toContain('Advanced reports are unlocked.');
    await eventually(() => kinds(acme)).toContain('unlocked');
    await eventually(() => isAllowed(acme)).toBe(true);
    expect((await acme.explain('reports-gate')).reason).toBe('unlocked');
  }
});

test('a payment that is not confirmed unlocks nothing: it waits, says so, and looks again', async ({
  app,
  collector,
}) => {
  collector.editRules(only(REPORTS_GATE));
  const acme = new Acme(app);
  await acme.open();
  await acme.expectBanner(LOCKED);
  await app.evaluate(() => localStorage.setItem('acme-slow-payments', 'yes'));

  await acme.upgrade();
  await acme.expectBanner('Waiting for the confirmation of the payment.');
  expect(await isAllowed(acme)).toBe(false);
  await eventually(acme.banner, { timeout: 12_000 }).toContain(
    'There is no confirmation of the payment yet. Nothing is unlocked so far.',
  );
  expect(await isAllowed(acme)).toBe(false);

  await app.click({ button: 'Check again' });
  await acme.expectBanner('Waiting for the confirmation of the payment.');
  await app.evaluate(() => {
    window.tendril.group('acct_late', { plan: 'business', entitlements: ['advanced-reports'] });
  });
  await acme.expectNoBanner();
  expect(await isAllowed(acme)).toBe(true);
});

test('a gate that nobody pays for stays shut, after a reload too', async ({ app, collector }) => {
  collector.editRules(only(REPORTS_GATE));
  const acme = new Acme(app);
  await acme.open();
  await acme.expectBanner(LOCKED);
  expect(await isAllowed(acme)).toBe(false);

  await acme.reload();

  await acme.expectBanner(LOCKED);
  expect(await isAllowed(acme)).toBe(false);
});
