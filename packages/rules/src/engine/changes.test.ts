import type { Nudge } from '@tendril/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../condition/compile.js';
import { createCounters } from '../counters/counters.js';
import { createTally } from '../counters/tally.js';
import { createEngine } from '../create-engine.js';
import { makeNudge, NOW } from '../testing/make-nudge.js';
import type { Facts } from './facts.js';

const DAY = 86_400_000;
const engineOf = (who: { [id: string]: object }) => {
  const counters = createCounters();
  const nudges = Object.entries(who).map(([id, condition]) =>
    makeNudge({ id, who: condition } as Partial<Nudge>),
  );
  const engine = createEngine({ version: '1', nudges }, { counters });
  counters.setTallies(new Map([...counters.all.keys()].map((key) => [key, createTally(0)])), NOW);
  engine.changes(NOW);
  return { engine, counters };
};
const whoOf = ({ engine }: ReturnType<typeof engineOf>, now = NOW) =>
  Object.fromEntries(engine.candidates(now).map(({ nudge, who }) => [nudge.id, who]));

describe('changes', () => {
  it('names every nudge at the first look, and none at the second', () => {
    const engine = createEngine({ version: '1', nudges: [makeNudge({ id: 'a' }), makeNudge({ id: 'b' })] });
    expect(engine.changes(NOW)).toEqual(['a', 'b']);
    expect(engine.changes(NOW)).toEqual([]);
  });

  it('names no nudge that was rejected', () => {
    const bad = makeNudge({ id: 'bad', who: { 'user.role': 'owner', $xor: [] } as never });
    const late = makeNudge({ id: 'late', who: { 'user.role': 'owner' }, when: {} as never });
    const engine = createEngine({ version: '1', nudges: [bad, late, makeNudge({ id: 'a' })] });
    expect(engine.changes(NOW)).toEqual(['a']);
    engine.setFacts({ user: { role: 'owner' } });
    expect(engine.changes(NOW)).toEqual([]);
  });

  it('of a fact: those whose answer it turns', () => {
    const { engine } = engineOf({
      role: { 'user.role': 'owner' },
      plan: { 'account.plan': 'team' },
      deep: { 'account.seats.used': { $gte: 3 } },
      whole: { 'account.seats': { $exists: true } },
    });
    engine.setFacts({ user: { role: 'admin' }, account: { plan: 'team', seats: { used: 2 } } });
    expect(engine.changes(NOW).sort()).toEqual(['plan', 'whole']);
    engine.setFacts({ user: { role: 'owner' }, account: { plan: 'team', seats: { used: 2 } } });
    expect(engine.changes(NOW)).toEqual(['role']);
    engine.setFacts({ user: { role: 'owner' }, account: { plan: 'team', seats: { used: 3 } } });
    expect(engine.changes(NOW)).toEqual(['deep']);
    engine.setFacts({ user: { role: 'owner' }, account: { plan: 'team' } });
    expect(engine.changes(NOW).sort()).toEqual(['deep', 'whole']);
  });

  it('of an event: those whose count it completes', () => {
    const twice = { event: 'export', where: { 'event.format': 'csv' }, within: '7d', count: { $gte: 2 } };
    const { engine } = engineOf({
      once: { $did: { event: 'export' } },
      twice: { $did: twice },
      other: { $did: { event: 'x' } },
    });
    const csv = { name: 'export', properties: { format: 'csv' } };
    engine.record(csv, NOW);
    expect(engine.changes(NOW)).toEqual(['once']);
    engine.record({ name: 'export', properties: { format: 'pdf' } }, NOW);
    expect(engine.changes(NOW)).toEqual([]);
    engine.record(csv, NOW);
    expect(engine.changes(NOW)).toEqual(['twice']);
  });

  it('of time: those that flip, and names the first instant', () => {
    const { engine } = engineOf({
      fresh: { 'user.signedUpAt': { $ago: { $lt: '1d' } } },
      recent: { $did: { event: 'export', within: '12h' } },
    });
    engine.setFacts({ user: { signedUpAt: NOW - DAY + 1000 } });
    engine.record({ name: 'export' }, NOW);
    expect(engine.changes(NOW).sort()).toEqual(['fresh', 'recent']);
    expect(engine.nextFlip()).toBe(NOW + 1000);
    expect(engine.changes(NOW + 999)).toEqual([]);
    expect(engine.changes(NOW + 1000)).toEqual(['fresh']);
    for (let flips = 0; engine.nextFlip() < NOW + 13 * 3_600_000; flips++) {
      expect(flips).toBeLessThan(5);
      engine.changes(engine.nextFlip());
    }
    expect(whoOf({ engine } as never, NOW + 13 * 3_600_000)).toEqual({ fresh: false, recent: false });
  });

  it('of an episode: when a fact that names it is another', () => {
    const nudge = makeNudge({ how: { episode: '{usage.seats.limit}' } });
    const engine = createEngine({ version: '1', nudges: [nudge] });
    engine.changes(NOW);
    engine.setFacts({ usage: { seats: { used: 1, limit: 5 } } });
    expect(engine.changes(NOW)).toEqual(['n']);
    expect(engine.candidates(NOW)[0]?.episode).toBe('5');
  });
});

describe('the clock', () => {
  const world = () => {
    const { engine, counters } = engineOf({
      past: { $did: { event: 'x', count: 0 } },
      role: { 'user.role': 'owner' },
    });
    engine.setFacts({ user: { role: 'owner' } });
    return { engine, counters };
  };

  it.each([
    ['forth', NOW + DAY + 1],
    ['back', NOW - DAY - 1],
  ])('jumps %s: what depends on time is unknown until the clock is trusted', (_, then) => {
    const { engine, counters } = world();
    expect(whoOf({ engine, counters })).toEqual({ past: true, role: true });
    expect(whoOf({ engine, counters }, then)).toEqual({ past: undefined, role: true });
    expect(whoOf({ engine, counters }, then + 1)).toEqual({ past: undefined, role: true });
    engine.trustClock(then + 2);
    expect(whoOf({ engine, counters }, then + 2)).toEqual({ past: true, role: true });
  });

  it('set back a little: time leaves are asked again', () => {
    const { engine, counters } = engineOf({ old: { 'user.at': { $ago: { $gt: '1h' } } } });
    engine.setFacts({ user: { at: NOW - 3_600_000 } });
    expect(whoOf({ engine, counters }, NOW + 1)).toEqual({ old: true });
    expect(whoOf({ engine, counters }, NOW - 1)).toEqual({ old: false });
  });
});

it('$did without counters is a defect', () => {
  const engine = createEngine({ version: '1', nudges: [makeNudge({ who: { $did: { event: 'x' } } })] });
  expect([engine.faults.length, engine.nudges.length]).toEqual([1, 0]);
});

const path = fc.constantFrom(
  'user.a',
  'user.b',
  'account.seats.used',
  'account.seats',
  'account.at',
  'page.path',
);
const leaf = fc.tuple(
  path,
  fc.constantFrom<object>(
    { $gte: 2 },
    { $exists: true },
    { $in: [1, 'x'] },
    { $ago: { $lt: '2h' } },
    { $gt: { $ref: 'user.a' } },
  ),
);
const condition = fc.letrec<{ all: object }>((tie) => ({
  all: fc.oneof(
    { maxDepth: 3 },
    leaf.map(([name, operators]) => ({ [name]: operators })),
    fc.array(tie('all'), { maxLength: 3 }).map((list) => ({ $and: list })),
    fc.array(tie('all'), { maxLength: 3 }).map((list) => ({ $or: list })),
    tie('all').map((one) => ({ $not: one })),
  ),
})).all;
const value = fc.constantFrom(0, 1, 2, 3, 'x', null, NOW, NOW - 7_200_000, undefined);
const facts = fc.record(
  {
    user: fc.record({ a: value, b: value }),
    account: fc.record({ at: value, seats: fc.oneof(value, fc.record({ used: value })) }),
    page: value,
  },
  { requiredKeys: [] },
);

it('what it remembers is what asking anew would say, for any facts and times', () => {
  const steps = fc.array(fc.record({ facts, minutes: fc.integer({ min: -30, max: 90 }) }), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(condition, { minLength: 1, maxLength: 5 }), steps, (conditions, list) => {
      const asked = Object.fromEntries(conditions.map((one, index) => [`n${index}`, one]));
      const { engine, counters } = engineOf(asked);
      let now = NOW;
      for (const step of list) {
        now += step.minutes * 60_000;
        engine.setFacts(step.facts as Facts);
        const anew = Object.entries(asked).map(([id, one]) => [id, compile(one).test?.(engine.facts(), now)]);
        expect(whoOf({ engine, counters }, now)).toEqual(Object.fromEntries(anew));
      }
    }),
    { numRuns: 1000 },
  );
});
