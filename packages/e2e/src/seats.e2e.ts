import { Acme } from './support/acme.ts';
import { eventually } from './support/eventually.ts';
import { expect, test } from './support/test.ts';

/** Moves the first stage, and with it the whole nudge, from 70 % of the seats to another share. */
const firstStageAt = (ratio: number) => (text: string) =>
  text.replaceAll('"$gte": 0.7 ', `"$gte": ${ratio} `);

test('the banner follows the seats: figures at 7, an offer at 9, the limit at 10', async ({ app }) => {
  const acme = new Acme(app);
  await acme.open();
  await acme.fillSeats(6);
  await acme.expectNoBanner();

  await acme.fillSeats(7);
  await acme.expectBanner('7 of 10 seats used');
  await acme.expectBanner('room for 3 more people');
  expect(await app.visible({ button: 'Invite a teammate' })).toBe(true);
  expect(await app.visible({ button: 'Upgrade' })).toBe(false);

  await acme.fillSeats(8);
  await acme.expectBanner('8 of 10 seats used');

  await acme.fillSeats(9);
  await acme.expectBanner('9 of 10 seats used');
  await acme.expectBanner('1 seat is left. The Business plan has 25 seats.');
  expect(await app.visible({ button: 'Upgrade' })).toBe(true);

  await acme.fillSeats(10);
  await acme.expectBanner('the limit is reached');
  expect(await app.visible({ button: 'Upgrade' })).toBe(true);
  expect(await app.visible({ button: 'Dismiss' })).toBe(false);
});

test('a member, who can not buy seats, sees no banner', async ({ app }) => {
  const acme = new Acme(app);
  await acme.open();
  await acme.fillSeats(7);
  await acme.expectBanner('7 of 10');

  await app.evaluate(() => {
    const role = document.querySelector<HTMLSelectElement>('#role');
    role!.value = 'member';
    role!.dispatchEvent(new Event('change'));
  });

  await acme.expectNoBanner();
});

test('saving the ruleset changes the banner without a reload', async ({ app, collector }) => {
  const acme = new Acme(app);
  await acme.open();
  await acme.expectNoBanner();
  await app.evaluate(() => document.body.setAttribute('data-same-page', ''));

  collector.editRules(firstStageAt(0.5));

  await acme.expectBanner('5 of 10 seats used');
  collector.editRules((text) => text.replaceAll('seats used', 'chairs taken'));
  await acme.expectBanner('5 of 10 chairs taken');
  expect(await app.visible('[data-same-page]')).toBe(true);
});

test('a broken ruleset leaves the last good one in force', async ({ app, collector }) => {
  const acme = new Acme(app);
  await acme.open();
  await acme.fillSeats(7);
  await acme.expectBanner('7 of 10');

  collector.editRules((text) => text.replaceAll('"$gte"', '"$atLeastish"'));
  await eventually(() => collector.output(), { message: 'the collector reports the path' }).toContain(
    '$atLeastish',
  );
  await acme.reload();
  await acme.expectBanner('7 of 10');
});
