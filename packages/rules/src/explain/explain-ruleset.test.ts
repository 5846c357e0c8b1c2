import type { Nudge, Ruleset } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { GATES } from '../arbiter/gates.js';
import { makeNudge, NOW } from '../testing/make-nudge.js';
import { type ExplainRequest, explainRuleset } from './explain-ruleset.js';

const DAY = 86_400_000;

const explain = (parts: Partial<Ruleset> & { nudges: Nudge[] }, request: Partial<ExplainRequest> = {}) =>
  explainRuleset({ version: '1', ...parts }, { facts: {}, now: NOW, ...request });
const explainWho = (who: Nudge['who'], request?: Partial<ExplainRequest>) =>
  explain({ nudges: [makeNudge({ who: who ?? {} })] }, request).nudges[0]?.who;

describe('a decision that is explained', () => {
  it('holds every gate in the order in which the arbiter asks, also after one that fails', () => {
    const { nudges } = explain({ nudges: [makeNudge({ who: { a: 1 } })] });
    expect(nudges[0]).toMatchObject({ show: false, reason: 'who' });
    expect(nudges[0]?.gates.map(({ gate }) => gate)).toEqual(GATES.map(([gate]) => gate));
  });

  it('is made among all nudges, the strongest first', () => {
    const rivals = [makeNudge({ id: 'weak', priority: 1 }), makeNudge({ id: 'strong', priority: 2 })];
    const { nudges } = explain({ nudges: rivals });
    expect(nudges.map(({ nudge, reason }) => [nudge, reason])).toEqual([
      ['strong', 'shown'],
      ['weak', 'lower-priority'],
    ]);
  });

  it('looks at page, ids and what was shown', () => {
    const nudge = makeNudge({
      where: { surface: 'top', pages: { include: ['/a*'] } },
      test: { key: 'k', unit: 'user', arms: [{ id: 'control', weight: 1, show: false }] },
    });
    const failing = (request: Partial<ExplainRequest>) =>
      explain({ nudges: [nudge] }, request).nudges[0]?.gates.flatMap(({ gate, pass }) => (pass ? [] : gate));
    expect(failing({ path: '/b' })).toEqual(['page']);
    expect(failing({ path: '/a/b' })).toEqual([]);
    expect(failing({ path: '/a', ids: { user: 'u' } })).toEqual(['holdout']);
    expect(failing({ path: '/a', ledger: { n: { never: true } } })).toEqual(['never']);
  });

  it('is triggered by what happens now', () => {
    const nudges = [makeNudge({ when: { on: [{ event: 'saved' }] } })];
    expect(explain({ nudges }).nudges[0]?.reason).toBe('trigger');
    expect(explain({ nudges }, { happening: [{ name: 'saved' }] }).nudges[0]?.reason).toBe('shown');
  });
});

describe('a condition that is explained', () => {
  it('gives each leaf once with its actual value, those of segments too', () => {
    const { nudges } = explain(
      {
        segments: { owners: { 'user.role': 'owner' } },
        nudges: [makeNudge({ who: { $segment: 'owners', $or: [{ 'user.role': 'owner' }, { b: 2 }] } })],
      },
      { facts: { user: { role: 'owner' } } },
    );
    expect(nudges[0]?.who).toEqual({
      text: 'Holds when the person is in segment "owners" and (user.role is "owner" or b is 2).',
      holds: true,
      leaves: [
        { text: 'user.role is "owner"', holds: true, values: { 'user.role': 'owner' } },
        { text: 'b is 2', holds: false, values: { b: null } },
      ],
    });
  });

  it('reads derived figures, and both facts of a ratio', () => {
    const facts = { usage: { seats: { used: 9, limit: 10 } } };
    const ratio = { of: 'usage.seats.used', to: 'usage.seats.limit', is: { $gte: 0.9 } };
    expect(explainWho({ 'usage.seats.left': { $lte: 1 }, $ratio: ratio }, { facts })?.leaves).toEqual([
      { text: 'usage.seats.left is at most 1', holds: true, values: { 'usage.seats.left': 1 } },
      {
        text: 'the ratio of usage.seats.used to usage.seats.limit is at least 0.9',
        holds: true,
        values: { 'usage.seats.used': 9, 'usage.seats.limit': 10 },
      },
    ]);
  });

  it('says of each stage whether it holds', () => {
    const stages = [0.9, 0.7].map((ratio) => ({ id: `s${ratio}`, if: { ratio: { $gte: ratio } } }));
    const nudge = makeNudge({ what: { locale: 'en', content: { en: {} }, stages } });
    const { nudges } = explain({ nudges: [nudge] }, { facts: { ratio: 0.8 } });
    expect(nudges[0]?.stages.map(({ id, holds }) => [id, holds])).toEqual([
      ['s0.9', false],
      ['s0.7', true],
    ]);
    expect(nudges[0]?.stage).toBe('s0.7');
  });

  it('says where the points of a score come from', () => {
    const parts = [
      { if: { a: 1 }, points: 20 },
      { if: { b: { $after: { $ref: 'c' } } }, points: -5 },
    ];
    const scores = (facts: ExplainRequest['facts']) =>
      explain({ scores: { fit: parts }, nudges: [] }, { facts }).scores;
    expect(scores({ a: 1, b: 2, c: 1 })).toMatchObject([
      {
        name: 'fit',
        points: 15,
        parts: [
          { points: 20, holds: true },
          { points: -5, holds: true },
        ],
      },
    ]);
    expect(scores({ a: 1 })).toMatchObject([{ points: null, parts: [{ holds: true }, { holds: null }] }]);
  });

  it('can be asked of patterns and versions', () => {
    expect(
      explainWho({ a: { $regex: '^x' }, b: { $vgte: '1.2.0' } }, { facts: { a: 'xy', b: '1.3.0' } }),
    ).toMatchObject({ holds: true, leaves: [{ holds: true }, { holds: true }] });
  });
});

describe('what `$did` found', () => {
  const did = (asked: object, past: ExplainRequest['past']) =>
    explainWho({ $did: { event: 'e', within: '7d', ...asked } }, { past })?.leaves[0];
  const at = (...daysAgo: number[]) => daysAgo.map((days) => ({ name: 'e', at: NOW - days * DAY }));

  it('is unknown without a past, and nothing at all in an empty one', () => {
    expect(did({}, undefined)).toEqual({ text: expect.any(String), holds: null, values: {}, event: 'e' });
    expect(did({}, [])).toMatchObject({
      holds: false,
      measured: { count: { least: 0, most: 0 }, days: { least: 0, most: 0 } },
    });
  });

  it('is the count, the days and the last in the window, in any order of events', () => {
    const others = [
      { name: 'f', at: NOW },
      { name: 'e', at: NOW + 1 },
    ];
    expect(did({ count: { $gte: 3 } }, [...at(1, 20, 0, 1), ...others])).toMatchObject({
      holds: true,
      measured: { count: { least: 3, most: 3 }, days: { least: 2, most: 2 }, last: NOW },
    });
  });

  it('is the change where it is asked', () => {
    expect(did({ change: { $lte: -0.5 } }, at(1, 10, 10, 10, 10))).toMatchObject({
      holds: true,
      measured: { change: -0.75 },
    });
    expect(did({}, at(1, 10))?.measured).not.toHaveProperty('change');
  });

  it('counts only events of which `where` is true', () => {
    const past = [
      { name: 'e', at: NOW, properties: { format: 'csv' } },
      { name: 'e', at: NOW },
    ];
    expect(did({ where: { 'event.format': 'csv' } }, past)?.measured?.count).toEqual({ least: 1, most: 1 });
  });

  it('leaves open how many there were before the buckets that are kept', () => {
    const past = at(300, 190, 170, 0);
    const measured = did({ within: '181d' }, past)?.measured;
    expect(measured?.count).toEqual({ least: 2, most: 4 });
    expect(did({ within: 'ever' }, past)?.measured?.count).toEqual({ least: 4, most: 4 });
  });
});
