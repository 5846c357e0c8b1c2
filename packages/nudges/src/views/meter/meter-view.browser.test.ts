import { expect, it } from 'vitest';
import { openView } from '../../testing/open-view.js';
import { sampleOf } from '../../testing/sample-views.js';

it('each meter that is known has a name, its figures for everybody, and its state in text', async () => {
  const page = await openView(sampleOf('meter'));
  const rows = [...page.view.querySelectorAll('.row')].map((row) =>
    [...row.querySelectorAll('.name, .figures, .state')].map((one) => one.textContent),
  );
  expect(rows).toEqual([
    ['Seats', '9 of 10 used', 'Close to the limit'],
    ['Storage', '50 of 50 used', 'Limit reached'],
    ['E-mails', '3,120 used'],
  ]);
  const [seats] = page.view.querySelectorAll('meter');
  expect([seats?.ariaLabel, seats?.ariaValueText, seats?.value, seats?.max]).toEqual([
    'Seats',
    '9 of 10 used',
    9,
    10,
  ]);
});

it('is near from where the document says', async () => {
  const page = await openView(
    sampleOf('meter', { meters: [{ usage: 'seats', label: 'Seats', near: 0.95 }] }),
  );
  expect(page.view.querySelector('.state')).toBeNull();
  await page.seats(96, 100);
  expect(page.says('.state')).toBe('Close to the limit');
});

it('follows the usage', async () => {
  const page = await openView(sampleOf('meter'));
  await page.seats(2);
  expect(page.says('.row .figures')).toBe('2 of 10 used');
  expect(page.get<HTMLElement>('.meter i').style.width).toBe('20%');
});
