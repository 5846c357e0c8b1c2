import type { Condition, Nudge, Ruleset } from '@tendril/protocol';
import { expect, it } from 'vitest';
import { makeNudge } from '../testing/make-ruleset.js';
import { audiencesOf } from './audience.js';

const NOW = Date.parse('2026-01-20T12:00:00.000Z');
const SHARED: Partial<Ruleset> = {
  orders: { plan: ['free', 'team'] },
  segments: { owners: { 'user.role': 'owner' }, teams: { 'account.plan': 'team' } },
  groups: { people: ['ada@example.com'], formats: ['csv'] },
  scores: {
    role: [{ if: { 'user.role': 'owner' }, points: 1 }],
    plan: [{ if: { 'account.plan': 'team' }, points: 1 }],
    both: [{ if: { 'score.plan': 1 }, points: 1 }],
  },
};
const audienceOf = (who: Condition, more: Partial<Nudge> = {}) => {
  const { nudges, privateGroups } = audiencesOf({
    version: '1',
    ...SHARED,
    nudges: [makeNudge('n', { who, ...more })],
  });
  return { ...nudges[0]!, groups: privateGroups.map(({ name, paths }) => [name, [...paths]]) };
};
const FACTS = {
  user: { role: 'member', tags: ['a'], signedUpAt: '2026-01-19T00:00:00Z' },
  account: { plan: 'free' },
};

it.each<[Condition, boolean]>([
  [{ 'user.role': 'owner' }, true],
  [{ $segment: 'owners' }, true],
  [{ 'user.role': 'owner', 'page.path': '/' }, true],
  [{ $and: [{ 'page.path': '/' }, { 'account.plan': { $above: 'free' } }] }, true],
  [{ 'user.tags': { $inGroup: 'formats' } }, true],
  [{ 'user.role': 'member' }, false],
  [{ 'user.unknown': 'x' }, false],
  [{ $or: [{ 'user.role': 'owner' }, { 'usage.seats.ratio': { $gte: 0.9 } }] }, false],
  [{ $or: [{ 'user.role': 'owner' }, { $did: { event: 'export' } }] }, false],
  [{ $not: { 'page.path': '/' } }, false],
  [{ 'user.signedUpAt': { $ago: { $gt: '14d' } } }, false],
  [{ 'score.role': { $gte: 5 } }, false],
  [{ 'entitlement.reports': true }, false],
  [{ 'trend.seats.perDay': { $gt: 9 } }, false],
  [{ 'session.id': 'x' }, false],
])('%j is for nobody of whom these facts are known: %j', (who, expected) => {
  expect(audienceOf(who).excludes(FACTS, NOW)).toBe(expected);
});

it.each<[Condition, boolean]>([
  [{ 'user.role': 'owner' }, true],
  [{ 'usage.seats.ratio': { $gte: 0.9 } }, true],
  [{ $did: { event: 'export' } }, true],
  [{ 'score.role': 1 }, true],
  [{ 'event.format': { $inGroup: 'formats' } }, true],
  [{ 'account.plan': 'team' }, false],
  [{ $not: { $segment: 'teams' } }, false],
  [{ 'trend.seats.daysToLimit': { $lt: 9 } }, false],
  [{ $did: { event: 'export', scope: 'account' } }, false],
  [{ 'score.both': 1 }, false],
  [{ 'user.email': { $inGroup: 'people' } }, false],
  [{ 'user.age': { $gt: { $ref: 'account.age' } } }, false],
])('%j is public: %j', (who, expected) => {
  expect(audienceOf(who).isPublic).toBe(expected);
});

it('is public as the document says, and not when a stage asks of an account', () => {
  const stages = [{ id: 's', if: { 'account.plan': 'team' } }];
  const what = { locale: 'en', content: { en: {} }, stages };
  expect(audienceOf({}, { what }).isPublic).toBe(false);
  expect(audienceOf({}, { what, public: true }).isPublic).toBe(true);
  expect(audienceOf({}, { public: false }).isPublic).toBe(false);
});

it('knows which groups list people and accounts, and by which facts', () => {
  const who = { $or: [{ 'user.email': { $inGroup: 'people' } }, { 'page.path': { $inGroup: 'formats' } }] };
  expect(audienceOf(who).groups).toEqual([['people', ['user.email']]]);
  const saved = { $savedGroup: { id: 'people', attributeKey: 'account.id' } };
  expect(audienceOf(saved).groups).toEqual([['people', ['account.id']]]);
});

it.each<[Partial<Nudge>, boolean]>([
  [{}, false],
  [{ mode: 'paused' }, true],
  [{ schedule: { end: '2026-01-20T12:00:00Z' } }, true],
  [{ schedule: { end: '2026-01-20T12:00:01Z' } }, false],
  [{ schedule: { start: '2026-02-01T00:00:00Z' } }, false],
])('%j is off: %j', (more, expected) => {
  expect(audienceOf({}, more).isOff(NOW)).toBe(expected);
});
