import type { Nudge } from '@tendril/protocol';
import { expect, it } from 'vitest';
import { isRich } from './load-drawing.js';
import { plain, rulesetOf } from './testing/sample-page.js';

const isRichWith = (what: object, over: Partial<Nudge> = {}): boolean => {
  const base = plain('n', 'app-banner');
  return isRich(JSON.stringify(rulesetOf({ ...base, ...over, what: { ...base.what, ...what } })));
};
const saying = (title: string) => ({ content: { en: { title, body: '', actions: [] } } });

it.each([
  saying('Nothing to fill in, {user.name|there}: {usage.seats.used} of {usage.seats.limit}'),
  saying('{"quoted"} {} a } b, c'),
  { stages: [{ id: 's', if: { 'usage.seats.ratio': { $gte: 0.9 } }, content: {} }] },
])('plain: %j', (what) => {
  expect(isRichWith(what, { who: {}, how: { episode: '{stage}:{usage.seats.limit}' } })).toBe(false);
});

it.each([
  saying('{usage.seats.used,number}'),
  saying('{n|say "one",plural,one{# seat}other{# seats}}'),
  saying('{ day , date }'),
  { meter: { usage: 'seats' } },
  { plans: [] },
  { survey: { steps: [] } },
  { stages: [{ id: 's', if: {}, limit: { until: 'account.until' } }] },
])('rich: %j', (what) => {
  expect(isRichWith(what)).toBe(true);
});
