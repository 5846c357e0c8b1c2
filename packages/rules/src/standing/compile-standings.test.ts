import type { Ruleset } from '@tendril/protocol';
import { expect, it } from 'vitest';
import { createTally } from '../counters/tally.js';
import { makeNudge } from '../testing/make-nudge.js';
import { compileStandings } from './compile-standings.js';
import type { Membership, StandingRequest } from './standing.js';

const NOW = Date.UTC(2026, 0, 20);
const DAY = 86_400_000;
const stages = [
  { id: 's90', if: { 'usage.seats.ratio': { $gte: 0.9 } } },
  { id: 's70', if: { 'usage.seats.ratio': { $gte: 0.7 } } },
];
const seats = (used: number) => ({ usage: { seats: { used, limit: 100 } } });

/** What holds of facts, by name; what is unknown has a question mark. */
function judge(document: Partial<Ruleset>, request: Partial<StandingRequest> = {}) {
  const standings = compileStandings({ version: '1', nudges: [], ...document });
  const { memberships, ...rest } = standings.judge({ facts: {}, tallies: new Map(), now: NOW, ...request });
  const names = memberships.flatMap(({ name, holds }) => (holds === false ? [] : holds ? name : `${name}?`));
  return { names, ...rest };
}
const withHeld =
  (...names: string[]) =>
  ({ name }: Membership) =>
    names.includes(name);

it('says which segments hold', () => {
  const segments = { owners: { 'user.role': 'owner' }, team: { 'account.plan': 'team' } };
  const facts = { user: { role: 'owner' }, account: { plan: 'free' } };
  expect(judge({ segments }, { facts }).names).toEqual(['owners']);
});

it('asks people and accounts apart', () => {
  const segments = {
    person: { 'user.role': 'owner' },
    nested: { $segment: 'person' },
    did: { $did: { event: 'export' } },
    scored: { 'score.fit': { $gte: 1 } },
    account: { 'account.plan': 'team' },
    accountDid: { $did: { event: 'export', scope: 'account', count: { $gte: 0 } } },
  };
  const scores = { fit: [{ if: { 'user.role': 'owner' }, points: 1 }] };
  const document = { segments, scores };
  const facts = { user: { role: 'owner' }, account: { plan: 'team' } };
  const asked = (unit: 'user' | 'account') => judge(document, { facts, unit }).names;
  expect(asked('user')).toEqual(['person', 'nested', 'did?', 'scored']);
  expect(asked('account')).toEqual(['account', 'accountDid?']);
});

it.each([
  [95, [], ['seats/s90']],
  [89, [], ['seats/s70']],
  [89, ['seats/s90'], ['seats/s90']],
  [87, ['seats/s90'], ['seats/s70']],
  [69, ['seats/s70'], ['seats/s70']],
  [69, [], []],
])('of %d %% and %j, the stage is %j', (used, held, expected) => {
  const nudges = [makeNudge({ id: 'seats', what: { locale: 'en', content: { en: {} }, stages } })];
  expect(judge({ nudges }, { facts: seats(used), held: withHeld(...held) }).names).toEqual(expected);
});

it('leaves a segment of a ratio late', () => {
  const segments = { full: { 'usage.seats.ratio': { $gte: 0.9 } } };
  expect(judge({ segments }, { facts: seats(89) }).names).toEqual([]);
  expect(judge({ segments }, { facts: seats(89), held: withHeld('full') }).names).toEqual(['full']);
});

it('has nobody at a stage of a nudge that is not for them, or does not run', () => {
  const nudge = { what: { locale: 'en', content: { en: {} }, stages } };
  const nudges = [
    makeNudge({ ...nudge, id: 'owners', who: { 'user.role': 'owner' } }),
    makeNudge({ ...nudge, id: 'paused', mode: 'paused' }),
    makeNudge({ ...nudge, id: 'here', who: { 'page.path': '/reports' } }),
  ];
  expect(judge({ nudges }, { facts: seats(95) }).names).toEqual(['here/s90?']);
});

it('does not know what depends on a page, on what was not counted, or on a score that is not there', () => {
  const segments = {
    page: { 'page.path': { $ne: '/' } },
    never: { $not: { $did: { event: 'export' } } },
    low: { 'score.fit': { $not: { $gte: 50 } } },
  };
  const scores = { fit: [{ if: { $did: { event: 'export' } }, points: 1 }] };
  const before = judge({ segments, scores });
  expect(before).toMatchObject({ names: ['page?', 'never?', 'low?'], scores: {} });
  const { counters } = compileStandings({ version: '1', nudges: [], segments });
  const [key] = [...counters.keys()];
  const after = judge({ segments, scores }, { tallies: new Map([[key!, createTally(0)]]) });
  expect(after).toMatchObject({ names: ['page?', 'never', 'low'], scores: { fit: 0 } });
});

it('says when time alone changes something', () => {
  const segments = { fresh: { 'user.signedUpAt': { $ago: { $lt: '14d' } } } };
  const facts = { user: { signedUpAt: NOW - 10 * DAY } };
  expect(judge({ segments }, { facts })).toMatchObject({ names: ['fresh'], until: NOW + 4 * DAY });
  expect(judge({ segments }, { facts: {} }).until).toBe(Infinity);
});

it('asks of every `$did` that pages may ask of', () => {
  const nudges = [
    makeNudge({ who: { $did: { event: 'who' } } }),
    makeNudge({
      what: { locale: 'en', content: { en: {} }, stages: [{ id: 's', if: { $did: { event: 'stage' } } }] },
    }),
  ];
  const document = { nudges, segments: { s: { $did: { event: 'segment', within: '7d' } } } };
  const { counters } = compileStandings({ version: '1', ...document });
  expect([...counters.values()].map(({ event }) => event).sort()).toEqual(['segment', 'stage', 'who']);
});
