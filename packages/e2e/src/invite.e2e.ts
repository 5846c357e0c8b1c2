import { Acme } from './support/acme.ts';
import { eventually } from './support/eventually.ts';
import { named } from './support/stored-event.ts';
import { expect, test } from './support/test.ts';

test('inviting from the banner: the prompt says so, and the event is stored once', async ({
  app,
  collector,
}) => {
  const acme = new Acme(app);
  await acme.open();
  await acme.fillSeats(7);
  await acme.expectBanner('7 of 10');

  await acme.invite('nadia@acme.example');

  await eventually(acme.prompt).toContain('Invitation sent to nadia@acme.example');
  await eventually(acme.seatsText).toBe('8 of 10 seats in use');
  await app.click({ button: 'Close' });
  await eventually(acme.prompt).toBe('');
  await acme.expectBanner('8 of 10');
  const events = await collector.receivedWhen(
    (stored) => named(stored, 'invite-teammate').length > 0,
    'invite-teammate',
  );
  expect(named(events, 'invite-teammate')).toHaveLength(1);
});

test('what the host refuses is shown, and nothing is recorded as sent', async ({ app, collector }) => {
  const acme = new Acme(app);
  await acme.open();
  await acme.fillSeats(7);

  await acme.invite('nadia@down.example');
  await eventually(acme.prompt).toContain('The mail service does not answer');
  expect(await acme.seatsUsed()).toBe(7);

  await app.press('Escape');
  await eventually(acme.prompt).toBe('');
  const [last] = await acme.record('after-the-refusal', 1);
  const events = await collector.receivedWhen(
    (stored) => stored.some(({ event }) => event.messageId === last),
    'the event after the refusal',
  );
  expect(named(events, 'invite-teammate')).toEqual([]);
});

test('an address that the host turns down is named with the reason', async ({ app }) => {
  const acme = new Acme(app);
  await acme.open();
  await acme.fillSeats(7);

  await acme.invite('ben.ito@acme.example');

  await eventually(acme.prompt).toContain('ben.ito@acme.example: already in the team');
});
