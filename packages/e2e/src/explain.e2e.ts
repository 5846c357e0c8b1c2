import { Acme } from './support/acme.ts';
import { eventually } from './support/eventually.ts';
import { expect, test } from './support/test.ts';

const NUDGE = 'seats-usage';

test('explain says why a nudge does not show, and then why it does', async ({ app }) => {
  const acme = new Acme(app);
  await acme.open();

  await eventually(async () => (await acme.explain(NUDGE)).reason).toBe('who');
  const before = await acme.explain(NUDGE);
  expect(before.shown).toBe(false);
  const who = before.gates.find(({ gate }) => gate === 'who');
  expect(who?.pass).toBe(false);
  expect(JSON.stringify(who?.values)).toContain('0.5');

  await acme.fillSeats(7);
  await acme.expectBanner('7 of 10');
  const after = await acme.explain(NUDGE);
  expect(after).toMatchObject({ nudge: NUDGE, shown: true, reason: 'shown' });
  expect(after.gates.every(({ pass }) => pass)).toBe(true);
});

test('explain says that a nudge was dismissed', async ({ app }) => {
  const acme = new Acme(app);
  await acme.open();
  await acme.fillSeats(7);
  await app.click({ button: 'Dismiss' });

  await eventually(async () => (await acme.explain(NUDGE)).reason).toBe('episode');
  expect((await acme.explain(NUDGE)).summary).not.toBe('');
});
