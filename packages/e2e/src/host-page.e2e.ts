import { Acme } from './support/acme.ts';
import { eventually } from './support/eventually.ts';
import { named } from './support/stored-event.ts';
import { expect, test } from './support/test.ts';

test('everything runs under a strict policy, and the console stays free of errors', async ({
  app,
  sandbox,
}) => {
  const policy = (await fetch(sandbox.url)).headers.get('content-security-policy');
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toContain('unsafe-');

  const acme = new Acme(app);
  await acme.open();
  await acme.fillSeats(9);
  await acme.expectBanner('9 of 10');
  await acme.invite('nadia@acme.example');
  await eventually(acme.prompt).toContain('Invitation sent');
  await app.click({ button: 'Close' });
  // Another seat is another price: what is bought must be what is shown by then.
  await acme.expectBanner('All 10 seats');
  await acme.upgrade();
  await acme.expectNoBanner();

  expect(await app.errors()).toEqual([]);
});

test('a call made before the script has loaded arrives', async ({ app, collector }) => {
  await new Acme(app).open();

  // The setup script runs before the SDK's tag: only the stub can have taken this call.
  const events = await collector.receivedWhen(
    (stored) => named(stored, 'app-opened').length > 0,
    'app-opened',
  );

  expect(named(events, 'app-opened')).toHaveLength(1);
  expect(named(events, 'app-opened')[0]?.event.properties).toEqual({ path: '/team' });
});
