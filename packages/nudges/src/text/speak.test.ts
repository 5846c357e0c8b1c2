import type { Nudge } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import * as rich from '../rich-content.js';
import { missingFact, speak } from './speak.js';

const PLANS = [
  { id: 'team', name: 'Team', limits: { seats: 10 } },
  { id: 'business', name: 'Business', price: '{price.business,number,currency:EUR}', limits: { seats: 25 } },
  { id: 'scale', name: 'Scale' },
];
const nudge = (what: Partial<Nudge['what']>, title = 'T'): Nudge => ({
  id: 'n',
  rev: 1,
  type: 'banner',
  category: 'upsell',
  when: { on: [{ page: true }] },
  where: { surface: 'center' },
  what: { locale: 'en', content: { en: { title } }, ...what },
});
const listener = (facts: object) => ({
  facts: facts as never,
  stage: 's90',
  arm: undefined,
  locale: 'en',
  now: Date.parse('2026-03-10T12:00:00Z'),
  rich,
});
const on = (plan: string, used: number) => ({
  account: { plan },
  usage: { seats: { used } },
  price: { business: 119 },
});

describe('the plan that fits', () => {
  const title = 'Try {plan.name} ({plan.id})';
  it.each([
    ['team', 9, 'Try Business (business)'],
    ['team', 25, 'Try Scale (scale)'],
    ['business', 9, 'Try Scale (scale)'],
    ['unheard-of', 9, 'Try Team (team)'],
  ])('on %s with %d seats: %s', (plan, used, text) => {
    expect(speak(nudge({ plans: PLANS }, title), listener(on(plan, used))).content.title).toBe(text);
  });

  it('nothing is offered to somebody on the top plan: there is no text to show', () => {
    expect(missingFact(nudge({ plans: PLANS }, title), listener(on('scale', 9)))).toBe('plan.name');
    expect(missingFact(nudge({ plans: PLANS }, title), listener(on('team', 9)))).toBeUndefined();
  });

  it('its price and name are texts of the locale', () => {
    const { what } = nudge({ plans: PLANS }, '{plan.name} for {plan.price}');
    const german = { title: '{plan.name} für {plan.price}', text: { 'plans.business': 'Geschäft' } };
    const both = nudge({ ...what, content: { ...what.content, de: german } });
    expect(speak(both, { ...listener(on('team', 9)), locale: 'de-AT' }).content.title).toBe(
      'Geschäft für 119\u00a0€',
    );
  });
});

describe('a fact that is missing', () => {
  it.each<[string, Partial<Nudge['what']>, string, string | undefined]>([
    ['in a title', {}, '{user.name}', 'user.name'],
    ['with a default', {}, '{user.name|there}', undefined],
    [
      'in a figure',
      { recap: { figures: [{ id: 'a', label: 'A', value: '{account.n,number}' }] } },
      'T',
      'account.n',
    ],
    [
      'in a question',
      { survey: { steps: [{ id: 'a', kind: 'text', label: 'At {account.name}?' }] } },
      'T',
      'account.name',
    ],
    ['of the last meter', { meters: [{ usage: 'seats', label: 'Seats' }] }, 'T', 'usage.seats.used'],
    [
      'in a condition, where braces are no text',
      { checklist: { items: [{ id: 'a', label: 'A', done: { x: '{y}' } }] } },
      'T',
      undefined,
    ],
  ])('%s', (_, what, title, fact) => {
    expect(missingFact(nudge(what, title), listener({ user: {} }))).toBe(fact);
  });

  it('in a label that replaces another', () => {
    const what = nudge({}).what;
    const content = { en: { ...what.content.en, text: { 'items.a': '{user.name}', step: 'Step {step}' } } };
    expect(missingFact(nudge({ content }), listener({}))).toBe('user.name');
  });

  it('a meter that is known is enough', () => {
    const meters = ['storage', 'seats'].map((usage) => ({ usage, label: usage }));
    expect(missingFact(nudge({ meters }), listener(on('team', 9)))).toBeUndefined();
  });

  it('a broken text is not a missing fact', () => {
    expect(missingFact(nudge({}, '{'), listener({}))).toBeUndefined();
  });
});

it('facts of the trend say when the limit is reached', () => {
  const title = 'Full {trend.seats.daysToLimit,relative}, on {trend.seats.daysToLimit,date,days-ahead}';
  expect(speak(nudge({}, title), listener({ trend: { seats: { daysToLimit: 11.6 } } })).content.title).toBe(
    'Full in 12 days, on Mar 22, 2026',
  );
});
