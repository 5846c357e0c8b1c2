import { expect, it, onTestFinished } from 'vitest';
import { userEvent } from 'vitest/browser';
import { createFakeDevice } from '../testing/fake-link.js';
import { openPage, plain, SEATS } from '../testing/sample-page.js';

const panel = () => document.querySelector('body > tendril-nudge')?.shadowRoot ?? undefined;
const text = () => panel()?.textContent ?? '';
const button = (name: string) =>
  [...(panel()?.querySelectorAll('button') ?? [])].find(
    (one) => one.textContent?.trim() === name || one.ariaLabel === name,
  );

async function open(device = createFakeDevice()) {
  const page = await openPage({ nudges: [SEATS, plain('hello', 'b')], slots: ['app-banner', 'b'], device });
  page.state.debug?.();
  await page.settle();
  return page;
}

it('shows every nudge with its gates, the facts, and events as they come', async () => {
  const page = await open();
  expect(text()).toContain('seats: who');
  expect(text()).toContain('hello: shown');
  const gates = [...(panel()?.querySelectorAll('li') ?? [])].map(({ textContent }) => textContent);
  expect(gates).toEqual(expect.arrayContaining(['paused: passed', 'who: failed {"usage.seats.ratio":null}']));
  expect(gates.join(), 'nothing is said of what a gate has not looked at').not.toContain('{}');
  expect(text()).toContain('It does not show, because the facts do not satisfy `who`, or are not known.');
  await page.seats(7);
  await page.settle();
  expect(text()).toContain('seats: shown');
  expect(text()).toContain('"ratio": 0.7');
  page.hear('report-exported', { format: 'csv' });
  await page.settle();
  expect(text()).toContain('report-exported');
  expect(text()).toContain('"format": "csv"');
});

it('is a labelled dialog that takes the focus, and gives it back when it is closed', async () => {
  const opener = document.body.appendChild(document.createElement('button'));
  onTestFinished(() => opener.remove());
  opener.focus();
  await open();
  const dialog = panel()?.querySelector('[role=dialog]');
  expect(
    panel()
      ?.getElementById(dialog?.getAttribute('aria-labelledby') ?? '')
      ?.textContent?.trim(),
  ).toBe('Tendril');
  expect(panel()?.activeElement?.localName).toBe('h2');
  await userEvent.keyboard('{Tab}{Enter}');
  expect(panel()).toBeUndefined();
  expect(document.activeElement).toBe(opener);
});

it('closes with Escape, opens once, and goes with the nudges', async () => {
  const page = await open();
  page.state.debug?.();
  await page.settle();
  expect(document.querySelectorAll('body > tendril-nudge')).toHaveLength(1);
  await userEvent.keyboard('{Escape}');
  expect(panel()).toBeUndefined();
  page.state.debug?.();
  await page.settle();
  page.unmount();
  expect(panel()).toBeUndefined();
  expect(page.listeners()).toBe(0);
});

it('a preview shows in spite of every gate, and leaves no trace', async () => {
  const device = createFakeDevice();
  const page = await open(device);
  page.link.facts.usage({ seats: { used: 9, limit: 10 } });
  page.state.identity = { anonymousId: 'anon', userId: 'u_1', groupId: 'acct_1' };
  await page.seats(1);
  expect(page.text()).toBe('');
  const [ledger, told] = [JSON.stringify([...device.values]), page.tracked.length];
  button('Preview seats s90')?.click();
  await page.settle();
  expect(page.text()).toMatch(/^1 of 10/);
  expect(text()).toContain('seats: previewed');
  expect(page.link.shown.get()['slot:app-banner']).toMatchObject({ preview: true, stage: { id: 's90' } });
  page.button('Upgrade')?.click();
  await page.settle();
  expect(page.host()?.shadowRoot?.querySelector('[role=status]')?.textContent).toBe(
    'This is a preview: nothing was done.',
  );
  page.button('Not now')?.click();
  await page.settle();
  expect(page.text(), 'a preview that is closed is over').toBe('');
  expect(JSON.stringify([...device.values])).toBe(ledger);
  const events = page.tracked.slice(told);
  expect(events.map(({ name }) => name)).toEqual(['nudge.action', 'nudge.dismissed']);
  expect(events.every(({ properties }) => properties.preview === true)).toBe(true);
});

it('a preview takes the place of what is there, until it is ended', async () => {
  const page = await open();
  await page.seats(7);
  button('Preview seats s100')?.click();
  await page.settle();
  expect(page.link.shown.get()['slot:app-banner']).toMatchObject({ preview: true, stage: { id: 's100' } });
  button('End the preview of seats')?.click();
  await page.settle();
  expect(page.link.shown.get()['slot:app-banner']?.preview).toBeUndefined();
  expect(page.text()).toMatch(/^7 of 10/);
});

it('a preview that is put off is over, and rests nowhere', async () => {
  const withRest = { ...SEATS, how: { ...SEATS.how, snooze: ['P3D'] } };
  const page = await openPage({ nudges: [withRest] });
  page.state.debug?.();
  await page.settle();
  button('Preview seats s90')?.click();
  await page.seats(1);
  page.button('Remind me in 3 days')?.click();
  await page.settle();
  expect(page.text()).toBe('');
  expect(page.tracked.at(-1)).toMatchObject({ name: 'nudge.snoozed', properties: { preview: true } });
  await page.seats(7);
  expect(page.text()).toMatch(/^7 of 10/);
});
