import { Acme } from './support/acme.ts';
import { eventually } from './support/eventually.ts';
import { named } from './support/stored-event.ts';
import { expect, test } from './support/test.ts';

const PANEL = 'tendril-nudge .debug';

test('the panel shows why, and a preview shows a nudge without counting it', async ({ app, collector }) => {
  const acme = new Acme(app);
  await acme.open();
  await app.evaluate(() => window.tendril.debug());
  await eventually(() => app.text(PANEL)).toContain('seats-usage: who');

  await app.click('tendril-nudge summary');
  await app.click({ button: 'Preview seats-usage s90' });
  await acme.expectBanner('5 of 10 seats used');
  await eventually(() => app.text(PANEL)).toContain('seats-usage: previewed');
  await app.click({ button: 'Upgrade' });
  await acme.expectBanner('This is a preview: nothing was done.');
  await app.click({ button: 'Dismiss' });
  await acme.expectNoBanner();
  expect(await acme.seatsText()).toBe('5 of 10 seats in use');
  await app.click({ button: 'Close the Tendril panel' });
  await eventually(() => app.text(PANEL)).toBe('');

  // Neither its dismissal nor its showing counts: the first real one is assigned, and comes.
  await acme.fillSeats(9);
  await acme.expectBanner('9 of 10');
  const events = await collector.receivedWhen(
    (stored) => named(stored, 'nudge.assigned').length > 0,
    'the first assignment',
  );
  const previewed = events.filter(({ event }) => event.properties?.preview);
  expect(previewed.map(({ event }) => event.event)).toEqual(['nudge.action', 'nudge.dismissed']);
  expect(named(events, 'nudge.assigned')[0]?.event.properties).not.toHaveProperty('preview');
  expect(await app.errors()).toEqual([]);
});
