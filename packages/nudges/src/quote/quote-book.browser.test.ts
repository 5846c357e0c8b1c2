import type { Actions, Quote } from '@tendril/core';
import type { ContentAction, Nudge } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { START } from '../testing/fake-clock.js';
import { openPage, withButtons } from '../testing/sample-page.js';

const BUY: ContentAction = {
  id: 'primary',
  label: 'Buy',
  do: 'upgrade',
  data: { plan: 'business', seats: 5 },
};
const EUR = (amount: number) => ({ amount, currency: 'EUR' });
const QUOTE: Quote = {
  now: EUR(49),
  after: EUR(119),
  proration: EUR(35.5),
  seats: { now: 10, after: 25 },
};

async function open(quote: Actions['quote'], actions = [BUY], over: Partial<Nudge> = {}) {
  const bought: unknown[] = [];
  const upgrade: Actions['upgrade'] = (request) => {
    bought.push(request);
    return undefined;
  };
  const page = await openPage({
    nudges: [withButtons(actions, over)],
    actions: { upgrade, ...(quote && { quote }) },
  });
  await page.settle();
  const root = () => page.host()?.shadowRoot;
  return {
    ...page,
    bought,
    root,
    price: () => root()?.querySelector('.quote'),
    rows: () => [...(root()?.querySelectorAll('.quote dl > div') ?? [])].map((row) => row.textContent),
    failure: () => root()?.querySelector('.failed')?.textContent,
    async press(name = 'Buy') {
      page.button(name)?.click();
      await page.settle();
    },
  };
}

it('the price stands there before the click, and goes to the host with it', async () => {
  const asked: unknown[] = [];
  const page = await open((request) => {
    asked.push(request);
    return QUOTE;
  });
  expect(asked).toEqual([{ nudge: 'n', plan: 'business', seats: 5 }]);
  expect(page.rows()).toEqual([
    'Now€49.00 a month',
    'After the change€119.00 a month',
    'Seats10 → 25',
    'Due today€35.50',
  ]);
  await page.press();
  expect(page.bought).toEqual([{ nudge: 'n', plan: 'business', seats: 5, quote: QUOTE }]);
});

it('a credit is called one, and what the host does not say is left out', async () => {
  const page = await open(() => ({ now: EUR(1200), after: EUR(900), per: 'year', proration: EUR(-300) }));
  expect(page.rows()).toEqual(['Now€1,200.00 a year', 'After the change€900.00 a year', 'Credit€300.00']);
});

it('what the host says is `null` is left out too', async () => {
  const page = await open(
    () => ({ now: EUR(49), after: EUR(119), per: null, proration: null, seats: null }) as never,
  );
  expect(page.rows()).toEqual(['Now€49.00 a month', 'After the change€119.00 a month']);
});

it('without `quote` nothing is asked, and nothing stands in the way', async () => {
  const page = await open(undefined);
  expect(page.price()).toBeNull();
  await page.press();
  expect(page.bought).toEqual([{ nudge: 'n', plan: 'business', seats: 5 }]);
});

it('nobody buys while the price is on its way', async () => {
  let answer: (quote: Quote) => void = () => {};
  const page = await open(
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  );
  expect(page.price()?.getAttribute('aria-busy')).toBe('true');
  expect(page.price()?.textContent).toBe('Asking for the price…');
  await page.press();
  expect(page.bought).toEqual([]);
  expect(page.failure()).toBe('The price is not known yet. Try again in a moment.');
  answer(QUOTE);
  await page.press();
  expect(page.bought).toHaveLength(1);
});

it('a price that can not be had is said, can be asked for again, and nobody buys without', async () => {
  let tries = 0;
  const page = await open(async () => {
    tries += 1;
    if (tries === 1) throw new Error('Billing is away.');
    return QUOTE;
  });
  expect(page.price()?.textContent).toContain('The price could not be had: Billing is away.');
  await page.press();
  expect(page.bought).toEqual([]);
  expect(page.failure()).toBe('There is no price: Billing is away.');
  await page.press('Ask again');
  expect(page.rows()[1]).toBe('After the change€119.00 a month');
  await page.press();
  expect(page.bought).toHaveLength(1);
});

it.each<[string, object | undefined, string]>([
  ['nothing', undefined, 'There is no price for this.'],
  ['no amount', { ...QUOTE, after: { currency: 'EUR' } }, 'The price that was given is none.'],
  ['an amount that is none', { ...QUOTE, proration: EUR(Number.NaN) }, 'The price that was given is none.'],
  ['no price of now', { after: EUR(1) }, 'The price that was given is none.'],
  ['half the seats', { ...QUOTE, seats: { now: 10 } }, 'The price that was given is none.'],
  ['another period', { ...QUOTE, per: 'week' }, 'The price that was given is none.'],
  ['no currency', { ...QUOTE, now: { amount: 1, currency: 'euros' } }, 'currency'],
])('an answer with %s is no price, and is said to be none', async (_, quote, text) => {
  const page = await open(() => quote as Quote);
  expect(page.rows()).toEqual([]);
  expect(page.price()?.textContent).toContain('The price could not be had: ');
  expect(page.price()?.textContent).toContain(text);
  await page.press();
  expect(page.bought).toEqual([]);
});

it.each([
  ['nothing', () => Promise.reject(), 'Try again.'],
  ['a text', () => Promise.reject('Billing sleeps.'), 'Billing sleeps.'],
  ['what is like an error', () => Promise.reject({ message: 'Closed.' }), 'Closed.'],
] as [string, () => Promise<Quote>, string][])(
  'where it fails with %s the reason is in words',
  async (_, quote, text) => {
    const page = await open(quote);
    expect(page.price()?.querySelector('.status')?.textContent).toBe(`The price could not be had: ${text}`);
  },
);

it('a price that is out of date is asked for again before anything is bought', async () => {
  const prices = [
    { ...QUOTE, validUntil: START + 60_000 },
    { ...QUOTE, after: EUR(120) },
  ];
  const page = await open(() => prices.shift() as Quote);
  await page.clock.advance(61_000);
  await page.press();
  expect(page.bought).toEqual([]);
  expect(page.failure()).toBe('The price was out of date. Look at it once more, then go on.');
  expect(page.rows()[1]).toBe('After the change€120.00 a month');
  expect(page.price()?.textContent).toContain('The price has changed.');
  await page.press();
  expect(page.bought).toMatchObject([{ quote: { after: EUR(120) } }]);
});

it('other facts are another price', async () => {
  let amount = 10;
  const page = await open(() => ({ ...QUOTE, after: EUR(amount) }));
  amount = 90;
  await page.seats(9);
  await page.settle();
  expect(page.rows()[1]).toBe('After the change€90.00 a month');
});

it('each button that buys has a price of its own', async () => {
  const more: ContentAction = { id: 'secondary', label: 'Buy more', do: 'upgrade', data: { plan: 'scale' } };
  const page = await open(({ plan }) => ({ now: EUR(1), after: EUR(plan === 'scale' ? 3 : 2) }), [BUY, more]);
  const prices = [...(page.root()?.querySelectorAll('.quote') ?? [])].map(({ textContent }) => textContent);
  expect(prices).toEqual([expect.stringMatching(/^Buy.*€2\.00/), expect.stringMatching(/^Buy more.*€3\.00/)]);
});

it('what is said of prices is said in the words of the document', async () => {
  const text = {
    ...{ priceNow: 'Jetzt', priceAfter: 'Danach', priceDue: 'Heute', priceSeats: 'Plätze' },
    ...{ month: 'im Monat', priceFailed: 'Kein Preis:', priceAgain: 'Noch einmal' },
  };
  const over = { what: { locale: 'de', content: { de: { title: 'T', actions: [BUY], text } } } };
  let fails = true;
  const page = await open(() => (fails ? Promise.reject('Pause.') : QUOTE), [], over);
  expect(page.price()?.querySelector('.status')?.textContent).toBe('Kein Preis: Pause.');
  fails = false;
  await page.press('Noch einmal');
  const rows = ['Jetzt49,00 € im Monat', 'Danach119,00 € im Monat', 'Plätze10 → 25', 'Heute35,50 €'];
  expect(page.rows().map((row) => row?.replaceAll('\u00a0', ' '))).toEqual(rows);
});

it('where texts run from right to left, the arrow from the seats of now to those after runs so too', async () => {
  const content = { he: { title: 'מקומות', actions: [BUY] } };
  const page = await open(() => QUOTE, [BUY], { what: { locale: 'he', content } });
  expect(page.rows()[2]).toBe('Seats10 ← 25');
});

describe('a button that names no plan', () => {
  const PLANS = [
    { id: 'team', name: 'Team', limits: { seats: 10 } },
    { id: 'business', name: 'Business', limits: { seats: 25 } },
    { id: 'scale', name: 'Scale', limits: { seats: 100 } },
  ];
  const offer = (data?: ContentAction['data']): Partial<Nudge> => ({
    what: {
      locale: 'en',
      plans: PLANS,
      content: {
        en: {
          title: 'T',
          actions: [{ id: 'primary', label: 'Upgrade to {plan.name}', do: 'upgrade', ...(data && { data }) }],
        },
      },
    },
  });
  const openOffer = async (data?: ContentAction['data']) => {
    const asked: unknown[] = [];
    const page = await open(
      ({ plan, seats }) => {
        asked.push(plan ?? seats);
        return QUOTE;
      },
      [],
      offer(data),
    );
    page.link.facts.account({ plan: 'team' });
    return { ...page, asked };
  };

  it('asks for the one that fits, as its label says', async () => {
    const page = await openOffer();
    await page.seats(9);
    await page.press('Upgrade to Business');
    await page.seats(40);
    await page.press('Upgrade to Scale');
    expect(page.bought).toMatchObject([{ plan: 'business' }, { plan: 'scale' }]);
    expect(page.asked.at(-1)).toBe('scale');
  });

  it('and names seats asks for these alone', async () => {
    const page = await openOffer({ seats: 5 });
    await page.seats(9);
    await page.press('Upgrade to Business');
    expect(page.bought).toEqual([{ nudge: 'n', seats: 5, quote: QUOTE }]);
    expect(page.asked.at(-1)).toBe(5);
  });
});
