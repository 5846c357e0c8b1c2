import type { Nudge, Ruleset, Stage } from '@tendril/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitrate } from '../arbiter/arbitrate.js';
import { describeFault } from '../condition/describe-fault.js';
import { createEngine } from '../create-engine.js';
import { makeContext, makeNudge, NOW } from '../testing/make-nudge.js';
import type { Facts } from './facts.js';

const ruleset = (...nudges: Partial<Nudge>[]): Ruleset => ({ version: '1', nudges: nudges.map(makeNudge) });
const stage = (id: string, ratio: number): Stage => ({ id, if: { 'usage.seats.ratio': { $gte: ratio } } });
const seats = (used: number, limit?: number): Facts => ({
  usage: { seats: { used, ...(limit !== undefined && { limit }) } },
});
const engineOf = (...nudges: Partial<Nudge>[]) => createEngine(ruleset(...nudges));
const first = (engine: ReturnType<typeof createEngine>) => engine.candidates(NOW)[0];
const what = (...stages: Stage[]) => ({ locale: 'en', content: { en: {} }, stages });

describe('stages', () => {
  const engine = engineOf({
    what: what(stage('s100', 1), stage('s90', 0.9), stage('s70', 0.7)),
    how: { episode: '{stage}:{usage.seats.limit}' },
  });

  it.each([
    [6, undefined, ':10'],
    [7, 's70', 's70:10'],
    [9, 's90', 's90:10'],
    [10, 's100', 's100:10'],
    [12, 's100', 's100:10'],
  ])('%d of 10: the first that holds is %s', (used, id, episode) => {
    engine.setFacts(seats(used, 10));
    expect(first(engine)?.stage?.id).toBe(id);
    expect(first(engine)?.episode).toBe(episode);
  });

  it('none: the nudge itself is its only stage', () => {
    expect(first(engineOf({}))?.stage).toEqual({ id: '' });
  });
});

describe('usage', () => {
  it.each([
    [7, 10, 0.7, 3],
    [12, 10, 1.2, 0],
    [0, 10, 0, 10],
    [7, 0, undefined, undefined],
    [7, undefined, undefined, undefined],
  ])('%s of %s: ratio %s, left %s', (used, limit, ratio, left) => {
    const engine = engineOf();
    engine.setFacts(seats(used, limit));
    const meter = (engine.facts().usage as { seats: { [name: string]: unknown } }).seats;
    expect([meter.ratio, meter.left]).toEqual([ratio, left]);
  });

  it('derives from the figures, whatever the facts say of the ratio', () => {
    const engine = engineOf({ who: { 'usage.seats.ratio': { $gte: 0.9 } } });
    engine.setFacts({ usage: { seats: { used: 1, limit: 10, ratio: 1 } } });
    expect(first(engine)?.who).toBe(false);
  });
});

describe('triggers', () => {
  const on = (...triggers: Nudge['when']['on']) => engineOf({ when: { on: triggers } });
  const exported = (format: string) => ({ name: 'export', properties: { format } });

  it('page: always', () => {
    expect(first(on({ page: true }))?.triggered).toEqual({ at: NOW, asked: false });
  });

  it('usage: as soon as the meter is known', () => {
    const engine = on({ usage: 'seats' });
    expect(first(engine)?.triggered).toBeUndefined();
    engine.setFacts(seats(0));
    expect(first(engine)?.triggered).toEqual({ at: NOW, asked: false });
  });

  it('event: from the first that matches `where` on', () => {
    const engine = on({ event: 'export', where: { 'event.format': 'csv' } });
    engine.record({ name: 'import', properties: { format: 'csv' } }, NOW);
    engine.record(exported('pdf'), NOW);
    engine.record({ name: 'export' }, NOW);
    expect(first(engine)?.triggered).toBeUndefined();
    engine.record(exported('csv'), NOW);
    engine.record(exported('pdf'), NOW);
    expect(first(engine)?.triggered).toEqual({ at: NOW, asked: false });
  });

  it('any of several', () => {
    const engine = on({ event: 'import' }, { event: 'export' });
    engine.record({ name: 'export' }, NOW);
    expect(first(engine)?.triggered).toEqual({ at: NOW, asked: false });
  });

  it.each([[{ gate: 'reports' }], [{ manual: true }]] as const)('%j: not by itself', (trigger) => {
    expect(first(on(trigger))?.triggered).toBeUndefined();
  });
});

it('a candidate tells the facts that its conditions read', () => {
  const engine = engineOf({ who: { 'user.role': 'owner' }, what: what(stage('s', 0.5)) });
  engine.setFacts({ ...seats(6, 10), user: { role: 'owner', name: 'x' } });
  expect(first(engine)?.values()).toEqual({ 'user.role': 'owner', 'usage.seats.ratio': 0.6 });
});

describe('a defective nudge is rejected whole, and the others work', () => {
  const bad = (over: object) => over as Partial<Nudge>;
  it.each([
    ['who', bad({ who: { $not: { a: { $regx: 1 } } } }), 'nudges[1].who.$not.a.$regx'],
    ['who: null', bad({ who: null }), 'nudges[1].who'],
    [
      'a stage',
      { what: what(stage('s', 0.5), { id: 't', if: { $or: null } }) },
      'nudges[1].what.stages[1].if.$or',
    ],
    ['stages: null', bad({ what: { locale: 'en', content: {}, stages: null } }), 'nudges[1]'],
    [
      'a trigger',
      { when: { on: [{ event: 'e', where: { a: { $in: 1 } } }] } } as never,
      'nudges[1].when.on[0].where.a.$in',
    ],
    [
      'where: null of a trigger',
      bad({ when: { on: [{ event: 'e', where: null }] } }),
      'nudges[1].when.on[0].where',
    ],
    ['no triggers', bad({ when: {} }), 'nudges[1]'],
    ['an episode that is no text', bad({ how: { episode: 5 } }), 'nudges[1]'],
  ])('%s', (_, defect, path) => {
    const engine = engineOf({ id: 'a' }, { id: 'b', ...defect }, { id: 'c' });
    expect(engine.faults.map((fault) => fault.path)).toEqual([path]);
    expect(describeFault(engine.faults[0]!).cure).toMatch(/./);
    expect(engine.nudges.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(engine.candidates(NOW).map(({ nudge }) => nudge.id)).toEqual(['a', 'c']);
  });
});

/** Puts junk somewhere into a sound document. */
const spoilt = fc
  .tuple(
    fc.constantFrom('who', 'when', 'where', 'what', 'how', 'schedule', 'test', 'mode', 'priority'),
    fc.option(
      fc.constantFrom('on', 'surface', 'slot', 'pages', 'stages', 'episode', 'exempt', 'max', 'arms'),
    ),
    fc.jsonValue(),
  )
  .map(([part, name, junk]) => {
    const nudge: { [part: string]: unknown } = {
      ...makeNudge({
        test: { key: 'k', unit: 'user', arms: [{ id: 'a', weight: 1 }] },
      }),
    };
    nudge[part] = name === null ? junk : { ...(nudge[part] as object), [name]: junk };
    return nudge as unknown as Nudge;
  });

it('junk in a document never throws, and never stops a sound nudge', () => {
  const documents = fc.record({
    nudge: spoilt,
    facts: fc.dictionary(fc.constantFrom('usage', 'user'), fc.jsonValue()),
  });
  fc.assert(
    fc.property(documents, ({ nudge, facts }) => {
      const sound = makeNudge({ id: 'sound', where: { surface: 'slot', slot: 'own' } });
      const engine = createEngine({ version: '1', nudges: [nudge, sound] });
      engine.setFacts(facts as Facts);
      engine.record({ name: 'e' }, NOW);
      const decisions = arbitrate(engine.candidates(NOW), makeContext({ explain: true }));
      expect(decisions.find(({ nudge: id }) => id === 'sound')?.show).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
