import { Acme } from './support/acme.ts';
import { eventually } from './support/eventually.ts';
import { named } from './support/stored-event.ts';
import { expect, test } from './support/test.ts';

test('each click is stored once and shows in the live list', async ({ app, collector }) => {
  const acme = new Acme(app);
  await acme.open('reports');
  await app.click({ button: 'New report' });
  await app.click({ button: 'Export Weekly revenue' });
  await app.click('nav a[href="/dashboards"]');
  await app.click({ button: 'Share Sales' });
  await app.click('nav a[href="/billing"]');
  await app.click({ button: 'Download invoice' });

  const clicks = ['report-created', 'report-exported', 'dashboard-shared', 'invoice-downloaded'];
  const events = await collector.receivedWhen(
    (stored) => clicks.every((name) => named(stored, name).length > 0),
    `all of ${clicks}`,
  );

  for (const name of clicks) expect(named(events, name), name).toHaveLength(1);
  expect(named(events, 'report-exported')[0]?.event.properties).toEqual({
    name: 'Weekly revenue',
    format: 'pdf',
  });
  for (const name of clicks) await eventually(acme.liveList).toContain(name);
});

test('identify, group, page and usage say who is here and where', async ({ app, collector }) => {
  await new Acme(app).open('team');

  const events = await collector.receivedWhen((stored) => stored.length >= 4, 'the calls of a first visit');

  const identify = events.find(({ event }) => event.type === 'identify');
  const group = events.find(({ event }) => event.type === 'group');
  const page = events.find(({ event }) => event.type === 'page');
  expect(identify?.event.traits).toMatchObject({ role: 'owner' });
  expect(group?.event.traits).toMatchObject({ plan: 'team' });
  expect(page?.event.userId).toBe(identify?.event.userId);
  expect(named(events, 'usage.reported')[0]?.event.properties).toMatchObject({
    meter: 'seats',
    used: 5,
    limit: 10,
  });
});

test('the status line counts what waits and what was sent', async ({ app, collector }) => {
  const acme = new Acme(app);
  await collector.stop();
  await acme.open('reports');
  await app.click({ button: 'New report' });
  await eventually(() => app.text('#delivery-status')).toMatch(/^[1-9]\d* waiting, 0 sent$/);

  await collector.start();
  await acme.comeBack();
  await eventually(() => app.text('#delivery-status'), { timeout: 20_000 }).toMatch(
    /^0 waiting, [1-9]\d* sent$/,
  );
});
