import { Acme } from './support/acme.ts';
import { eventually } from './support/eventually.ts';
import { expect, test } from './support/test.ts';

test('the page works with no collector at all', async ({ app, collector }) => {
  await collector.stop();
  const acme = new Acme(app);
  await acme.open('reports');

  await app.click({ button: 'New report' });
  await eventually(() => app.text('#notice')).toBe('Report 4 is ready.');
  await app.click('nav a[href="/team"]');
  await acme.fillSeats(6);
  await eventually(acme.seatsText).toBe('6 of 10 seats in use');

  await eventually(() => app.text('#collector-status')).toContain('Away');
  expect((await acme.stats()).dropped).toEqual({});
  // The browser itself reports each refused connection; the SDK must add nothing to that.
  const own = (await app.errors()).filter((line) => !line.includes(collector.url));
  expect(own.filter((line) => /uncaught|tendril/i.test(line))).toEqual([]);
});
