import { Acme } from './support/acme.ts';
import { eventually } from './support/eventually.ts';
import { test } from './support/test.ts';

test('upgrading raises the limit, unlocks the entitlement, and the banner goes', async ({
  app,
  collector,
}) => {
  const acme = new Acme(app);
  await acme.open();
  await acme.fillSeats(10);
  await acme.expectBanner('the limit is reached');

  await eventually(() => app.text('tendril-nudge .quote')).toContain('€119.00 a month');
  await acme.upgrade();

  await eventually(acme.seatsText).toBe('10 of 25 seats in use');
  await acme.expectNoBanner();
  await eventually(() =>
    app.evaluate(() => window.tendril.entitlements.get().includes('advanced-reports')),
  ).toBe(true);

  await collector.receivedWhen(
    (stored) => stored.some(({ event }) => event.type === 'group' && event.traits?.plan === 'business'),
    'the new plan as a trait of the account',
  );

  await acme.reload();
  await eventually(async () => (await acme.explain('seats-usage')).reason).toBe('who');
  await acme.expectNoBanner();
});
