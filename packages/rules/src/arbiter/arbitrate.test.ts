import type { Nudge, Policy } from '@tendril/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeCandidate, makeContext, NOW } from '../testing/make-nudge.js';
import { arbitrate } from './arbitrate.js';
import type { Candidate, Decision } from './decision.js';
import { surfaceKey } from './surface-key.js';

const reasons = (decisions: Decision[]) =>
  Object.fromEntries(decisions.map(({ nudge, reason }) => [nudge, reason]));
const slot = (name: string): Pick<Nudge, 'where'> => ({ where: { surface: 'slot', slot: name } });
const ONE: Policy = { caps: [{ category: '*', n: 1, per: 'session' }] };
const control = { key: 'k', unit: 'account' as const, arms: [{ id: 'control', weight: 1, show: false }] };

describe('who wins a surface', () => {
  const RANKED: [why: string, winner: Candidate, loser: Candidate][] = [
    ['higher priority', makeCandidate({ id: 'z', priority: 60 }), makeCandidate({ id: 'a' })],
    ['50 is the default', makeCandidate({ id: 'z' }), makeCandidate({ id: 'a', priority: 49 })],
    ['priority 0 counts', makeCandidate({ id: 'z', priority: 1 }), makeCandidate({ id: 'a', priority: 0 })],
    [
      'the stage’s priority wins over the nudge’s',
      makeCandidate({ id: 'z', priority: 1 }, { stage: { id: 's', if: {}, priority: 90 } }),
      makeCandidate({ id: 'a', priority: 80 }),
    ],
    [
      'the older start',
      makeCandidate({ id: 'z', schedule: { start: '2026-01-01T00:00:00Z' } }),
      makeCandidate({ id: 'a', schedule: { start: '2026-01-02T00:00:00Z' } }),
    ],
    ['the lower id', makeCandidate({ id: 'a' }), makeCandidate({ id: 'z' })],
  ];
  it.each(RANKED)('%s', (_, winner, loser) => {
    for (const order of [
      [winner, loser],
      [loser, winner],
    ])
      expect(reasons(arbitrate(order, makeContext({ policy: ONE })))).toEqual({
        [winner.nudge.id]: 'shown',
        [loser.nudge.id]:
          surfaceKey(winner.nudge) === surfaceKey(loser.nudge) ? 'lower-priority' : 'global-cap',
      });
  });

  it('does not depend on the order of the document', () => {
    const candidate = fc.record({
      priority: fc.constantFrom(10, 50),
      id: fc.stringMatching(/^[a-c][a-c0-9]{0,2}$/),
      slot: fc.constantFrom('x', 'y'),
    });
    const document = fc.uniqueArray(candidate, { selector: ({ id }) => id, maxLength: 8 });
    const shuffled = document.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    const decide = (list: { id: string; priority: number; slot: string }[]) =>
      arbitrate(
        list.map(({ slot: name, ...nudge }) => makeCandidate({ ...nudge, ...slot(name) })),
        makeContext({ policy: { caps: [{ category: '*', n: 1, per: 'session' }] } }),
      );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(decide(other)).toEqual(decide(list));
      }),
    );
  });

  it('leaves other surfaces alone', () => {
    const decisions = arbitrate(
      [makeCandidate({ id: 'a', ...slot('x') }), makeCandidate({ id: 'b', ...slot('y') })],
      makeContext(),
    );
    expect(reasons(decisions)).toEqual({ a: 'shown', b: 'shown' });
  });

  it('is the next one when the first may not show', () => {
    const decisions = arbitrate(
      [makeCandidate({ id: 'a', priority: 90, mode: 'paused' }), makeCandidate({ id: 'b' })],
      makeContext(),
    );
    expect(reasons(decisions)).toEqual({ a: 'paused', b: 'shown' });
  });

  it('is named to the loser', () => {
    const [, loser] = arbitrate([makeCandidate({ id: 'a' }), makeCandidate({ id: 'b' })], makeContext());
    expect(loser?.gates.at(-1)).toEqual({ gate: 'lower-priority', pass: false, values: { winner: 'a' } });
  });
});

it('names a nudge that it can not read, and decides for the others', () => {
  const broken = [
    { where: undefined },
    { how: { exempt: 5 } },
    { test: { arms: 5, key: 'k', unit: 'user' } },
  ];
  for (const defect of broken) {
    const bad = makeCandidate({ id: 'bad', priority: 90, ...(defect as object) });
    expect(
      reasons(arbitrate([bad, makeCandidate({ id: 'a' })], makeContext({ ids: { user: 'u' } }))),
    ).toEqual({
      bad: 'invalid',
      a: 'shown',
    });
  }
});

describe('the holdout of all nudges', () => {
  it('takes the surface, counts, and draws nothing', () => {
    const decisions = arbitrate(
      [makeCandidate({ id: 'a' }), makeCandidate({ id: 'b' })],
      makeContext({ policy: { holdout: 1 } }),
    );
    expect(decisions.map(({ reason, ghost }) => [reason, ghost])).toEqual([
      ['holdout', true],
      ['holdout', false],
    ]);
  });
});

describe('a control group', () => {
  it('takes the surface and draws nothing', () => {
    const decisions = arbitrate(
      [makeCandidate({ id: 'a', test: control }), makeCandidate({ id: 'b' })],
      makeContext(),
    );
    expect(decisions[0]).toMatchObject({ show: false, ghost: true, reason: 'holdout', arm: 'control' });
    expect(decisions[1]).toMatchObject({ show: false, ghost: false, reason: 'lower-priority' });
  });

  it('does not count when it loses the surface or may not show', () => {
    const candidates = [
      makeCandidate({ id: 'a' }),
      makeCandidate({ id: 'b', test: control }),
      makeCandidate({ id: 'c', test: control, mode: 'paused' }),
    ];
    expect(arbitrate(candidates, makeContext()).map(({ ghost }) => ghost)).toEqual([false, false, false]);
  });

  it('uses up the caps of nudges on other surfaces', () => {
    const candidates = [
      makeCandidate({ id: 'a', test: control, ...slot('x') }),
      makeCandidate({ id: 'b', ...slot('y') }),
    ];
    const policy = { caps: [{ category: '*' as const, n: 1, per: 'session' }] };
    expect(reasons(arbitrate(candidates, makeContext({ policy })))).toEqual({
      a: 'holdout',
      b: 'global-cap',
    });
  });

  it('another arm shows, and says which', () => {
    const test = { ...control, arms: [{ id: 'treated', weight: 1 }] };
    expect(arbitrate([makeCandidate({ test })], makeContext())[0]).toMatchObject({
      show: true,
      arm: 'treated',
    });
  });
});

describe('one that waits for its delay', () => {
  const when = { on: [], delay: 'PT10S' };
  const waiting = makeCandidate({ id: 'a', when }, { triggered: { at: NOW, asked: false } });
  const going = { b: { shown: [{ at: NOW - 1000, session: 's1', episode: 'e' }] } };

  it('claims its place: nothing starts there meanwhile', () => {
    expect(reasons(arbitrate([waiting, makeCandidate({ id: 'b' })], makeContext()))).toEqual({
      a: 'delay',
      b: 'lower-priority',
    });
  });

  it('leaves what is there until it is due, and takes the place then', () => {
    const candidates = [waiting, makeCandidate({ id: 'b' })];
    expect(reasons(arbitrate(candidates, makeContext({ ledger: going })))).toEqual({
      a: 'delay',
      b: 'shown',
    });
    const due = makeContext({ ledger: going, now: NOW + 10_000 });
    expect(reasons(arbitrate(candidates, due))).toEqual({ a: 'shown', b: 'lower-priority' });
  });

  it.each([
    ['what may not show when it is due', { mode: 'paused' as const }],
    ['what has less priority', { priority: 1 }],
    ['what is elsewhere', slot('x')],
  ])('claims nothing for %s', (_, over) => {
    const other = makeCandidate({ id: 'a', when, ...over }, { triggered: { at: NOW, asked: false } });
    const decisions = arbitrate([other, makeCandidate({ id: 'b' })], makeContext());
    expect(reasons(decisions).b).toBe('shown');
  });

  it('in a control group, is assigned when it is due and not before', () => {
    const control1 = { ...waiting, nudge: { ...waiting.nudge, test: control } };
    const ghosts = (now: number) => arbitrate([control1], makeContext({ now })).map(({ ghost }) => ghost);
    expect([ghosts(NOW), ghosts(NOW + 10_000)]).toEqual([[false], [true]]);
  });
});

describe('one whose place is not on the page', () => {
  it('competes for the corner when it goes there', () => {
    const anchored = makeCandidate({ id: 'a', where: { surface: 'anchor', anchor: 'x', missing: 'corner' } });
    const corner = makeCandidate({ id: 'b', where: { surface: 'corner' } });
    const inCorner = ({ anchor }: Nudge['where']) => anchor === 'x';
    const decisions = arbitrate([anchored, corner], makeContext({ inCorner }));
    expect(decisions.map(({ surface, reason }) => [surface, reason])).toEqual([
      ['corner', 'shown'],
      ['corner', 'lower-priority'],
    ]);
  });
});

describe('two that start at once on different surfaces', () => {
  const candidates = ['a', 'b'].map((id) => makeCandidate({ id, ...slot(id) }));

  it.each([
    ['a cap on all', { caps: [{ category: '*' as const, n: 1, per: 'session' }] }, 'global-cap'],
    ['a cap on the category', { caps: [{ category: 'upsell' as const, n: 1, per: 'P1D' }] }, 'category-cap'],
    ['a gap', { gap: 'PT10M' }, 'gap'],
  ])('keep %s together', (_, policy, reason) => {
    const context = makeContext({ policy, categories: { a: 'upsell', b: 'upsell' } });
    expect(reasons(arbitrate(candidates, context))).toEqual({ a: 'shown', b: reason });
  });

  it('do not cut one that goes on', () => {
    const going = { b: { shown: [{ at: NOW - 1000, session: 's1', episode: 'e' }] } };
    const context = makeContext({
      ledger: going,
      policy: { caps: [{ category: '*', n: 2, per: 'session' }] },
    });
    expect(reasons(arbitrate(candidates, context))).toEqual({ a: 'shown', b: 'shown' });
  });

  it('leave the ledger of the context as it is', () => {
    const ledger = Object.freeze({});
    arbitrate(candidates, makeContext({ ledger }));
    expect(ledger).toEqual({});
  });
});
