import { Acme } from './support/acme.ts';
import { eventually } from './support/eventually.ts';
import { expect, test } from './support/test.ts';

test('a dismissed 70 % stays away after a reload and in a second tab; 90 % still comes', async ({ app }) => {
  const acme = new Acme(app);
  await acme.open();
  await acme.fillSeats(7);
  await acme.expectBanner('7 of 10');

  await app.click({ button: 'Dismiss' });
  await acme.expectNoBanner();

  await acme.reload();
  await expectDecidedAgainst(acme);
  const second = new Acme(await app.newTab());
  await second.open();
  await expectDecidedAgainst(second);

  await second.fillSeats(8);
  await expectDecidedAgainst(second);
  await second.fillSeats(9);
  await second.expectBanner('9 of 10');
});

test('a banner dismissed in one tab goes in the other', async ({ app }) => {
  const first = new Acme(app);
  await first.open();
  await first.fillSeats(7);
  const second = new Acme(await app.newTab());
  await second.open();
  await first.expectBanner('7 of 10');
  await second.expectBanner('7 of 10');

  await second.tab.click({ button: 'Dismiss' });

  await second.expectNoBanner();
  await first.expectNoBanner();
});

/** No banner is proof only once the nudge was decided: before that there is none either. */
async function expectDecidedAgainst(acme: Acme): Promise<void> {
  await eventually(async () => (await acme.explain('seats-usage')).reason).toBe('episode');
  expect(await acme.banner()).toBe('');
}
