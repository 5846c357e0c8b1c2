import { describe, expect, it } from 'vitest';
import { createFakeDevice } from './testing/fake-link.js';
import { openPage, plain, rulesetOf, SEATS } from './testing/sample-page.js';

const section = (host: HTMLElement | undefined) => host?.shadowRoot?.querySelector('section');

describe('a banner follows the facts', () => {
  it('comes with its figures, changes its stage, and goes', async () => {
    const page = await openPage();
    await page.seats(6);
    expect(page.text()).toBe('');
    await page.seats(7);
    expect(page.text()).toBe('7 of 10 seats used3 seats left');
    expect(section(page.host())?.className).toBe('info');
    const host = page.host();
    await page.seats(9);
    expect(page.text()).toBe('9 of 10 seats used1 seat left');
    expect(section(page.host())?.className).toBe('warn');
    expect(page.host(), 'it is the same element').toBe(host);
    await page.seats(10);
    expect(page.text()).toBe('10 of 10 seats usedNo seats left');
    expect(page.button('Not now'), 'this stage can not be dismissed').toBeUndefined();
    await page.seats(10, 25);
    expect(page.host()).toBeUndefined();
  });

  it('tells what shows, and each start of an episode once', async () => {
    const page = await openPage();
    await page.seats(7);
    await page.seats(8);
    await page.seats(9);
    expect(page.tracked).toEqual(
      ['s70', 's90'].map((stage) => ({
        name: 'nudge.assigned',
        properties: {
          nudge: 'seats',
          rev: 3,
          stage,
          episode: `${stage}:10`,
          surface: 'slot:app-banner',
          locale: 'en',
          session: 's1',
          at: expect.any(Number),
          shown: true,
        },
      })),
    );
    expect(page.link.shown.get()['slot:app-banner']).toMatchObject({
      nudge: { id: 'seats' },
      stage: { id: 's90' },
      text: { title: '9 of 10 seats used' },
    });
    await page.seats(1);
    expect(page.link.shown.get()).toEqual({});
  });

  it('has a meter with a name for those who can not see it', async () => {
    const page = await openPage();
    await page.seats(9);
    const meter = page.host()?.shadowRoot?.querySelector('meter');
    expect([meter?.value, meter?.max, meter?.ariaLabel]).toEqual([9, 10, '9 of 10 seats used']);
    const bar = page.host()?.shadowRoot?.querySelector<HTMLElement>('.meter > i');
    expect(bar?.style.width).toBe('90%');
  });

  it('comes with an event, and with a change of the ruleset', async () => {
    const onExport = plain('export', 'app-banner', { when: { on: [{ event: 'export' }] } });
    const page = await openPage({ nudges: [onExport] });
    page.hear('import');
    await page.settle();
    expect(page.text()).toBe('');
    page.hear('export');
    await page.settle();
    expect(page.text()).toBe('export');
    page.link.ruleset.set(rulesetOf(plain('other', 'app-banner')));
    await page.settle();
    expect(page.text()).toBe('other');
    page.link.ruleset.set(undefined);
    await page.settle();
    expect(page.host()).toBeUndefined();
  });
});

describe('a dismissed episode', () => {
  it('stays away, on the next page and in another tab too, and the next stage still comes', async () => {
    const device = createFakeDevice();
    const page = await openPage({ device });
    const second = await openPage({ device });
    await page.seats(7);
    await second.seats(7);
    expect(second.text()).toMatch(/^7 of 10/);
    page.button('Not now')?.click();
    await page.settle();
    await second.settle();
    expect([page.host(), second.host()]).toEqual([undefined, undefined]);
    const later = await openPage({ device });
    await later.seats(7);
    expect(later.host()).toBeUndefined();
    await later.seats(9);
    expect(later.text()).toMatch(/^9 of 10/);
  });

  it('is told once, with its episode', async () => {
    const page = await openPage();
    await page.seats(7);
    page.button('Not now')?.click();
    await page.settle();
    expect(page.names()).toEqual(['nudge.assigned', 'nudge.dismissed']);
    expect(page.tracked[1]?.properties).toMatchObject({ nudge: 'seats', episode: 's70:10' });
    expect(page.link.shown.get()).toEqual({});
  });

  it('is the dismissal of one person', async () => {
    const page = await openPage();
    await page.seats(7);
    page.button('Not now')?.click();
    await page.settle();
    page.state.identity = { anonymousId: 'anon', userId: 'u_2', groupId: 'acct_1' };
    await page.seats(7);
    expect(page.text()).toMatch(/^7 of 10/);
  });
});

describe('slots', () => {
  it('one that appears late gets its banner', async () => {
    const page = await openPage({ slots: [] });
    await page.seats(7);
    expect(page.names()).toEqual([]);
    page.root.innerHTML = '<section><div data-tendril-slot="app-banner"></div></section>';
    await page.settle();
    expect(page.text()).toMatch(/^7 of 10/);
  });

  it('one that is removed and added again gets it back, as the same showing', async () => {
    const page = await openPage();
    await page.seats(7);
    page.root.replaceChildren();
    await page.settle();
    expect(page.link.shown.get()).toEqual({});
    page.root.innerHTML = '<div data-tendril-slot="app-banner"></div>';
    await page.settle();
    expect(page.text()).toMatch(/^7 of 10/);
    expect(page.names()).toEqual(['nudge.assigned']);
  });

  it('a framework that empties the slot gets it filled again', async () => {
    const page = await openPage();
    await page.seats(7);
    page.host()?.remove();
    await page.settle();
    expect(page.root.querySelectorAll('tendril-nudge')).toHaveLength(1);
    expect(page.text()).toMatch(/^7 of 10/);
  });
});

describe('a control group', () => {
  const test = { key: 'k', unit: 'user' as const, arms: [{ id: 'control', weight: 1, show: false }] };

  it('is assigned, holds its place, and sees nothing', async () => {
    const page = await openPage({ nudges: [{ ...SEATS, test, priority: 90 }, plain('low', 'app-banner')] });
    await page.seats(7);
    await page.seats(8);
    expect(page.host()).toBeUndefined();
    const control = page.tracked.filter(({ properties }) => properties.nudge === 'seats');
    expect(control.map(({ name, properties }) => [name, properties.arm])).toEqual([
      ['nudge.assigned', 'control'],
    ]);
    expect(page.link.shown.get()).toEqual({});
  });
});

it('an unknown person sees nothing until it is known who is here', async () => {
  const page = await openPage({ nudges: [] });
  page.state.identity = undefined as never;
  page.link.ruleset.set(rulesetOf(plain('hello', 'app-banner')));
  await page.settle();
  for (const listener of page.device.listeners) listener({ type: 'ledger' });
  await page.settle();
  expect(page.host()).toBeUndefined();
  page.state.identity = { anonymousId: 'a' } as never;
  page.hear('page');
  await page.settle();
  expect(page.text()).toBe('hello');
});

it('a gate that time opens is asked again at that time', async () => {
  const policy = { gap: 'PT10M' };
  const page = await openPage({ nudges: [], slots: ['a', 'b'] });
  page.link.ruleset.set({ ...rulesetOf(plain('a', 'a', { priority: 60 }), plain('b', 'b')), policy });
  await page.settle();
  expect([page.text('a'), page.text('b')]).toEqual(['a', '']);
  await page.clock.advance(9 * 60_000);
  expect(page.text('b')).toBe('');
  await page.clock.advance(60_000);
  expect(page.text('b')).toBe('b');
});
