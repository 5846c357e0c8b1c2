import type { LedgerEntry, Policy } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { makeCandidate, makeContext, makeNudge, NOW } from '../testing/make-nudge.js';
import type { ArbiterContext, SurfaceTrouble } from './arbiter-context.js';
import { arbitrate } from './arbitrate.js';
import type { Candidate, GateName } from './decision.js';
import { askGates, GATES } from './gates.js';
import { surfaceKey } from './surface-key.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const shown = (ago: number, session = 's0', episode = 'e') => ({ at: NOW - ago, session, episode });
const entry = (one: LedgerEntry, nudge = 'n') => makeContext({ ledger: { [nudge]: one } });
const capped = (n: number, per: string, category: '*' | 'upsell') => ({ caps: [{ category, n, per }] });

const STRICT: Policy = {
  caps: [
    { category: '*', n: 1, per: 'P1D' },
    { category: 'upsell', n: 1, per: 'P1D' },
  ],
  gap: 'P1D',
};

/** Gates that compare nudges or arms: see `arbitrate.test.ts`. */
type Compared = 'holdout' | 'lower-priority';
/** Gates that the page brings. */
type OfPage = 'unlocked' | 'other-tab' | 'fact-missing';
const COMPARED = ['holdout', 'lower-priority'];

type Case = [name: string, candidate: Candidate, context: ArbiterContext, until?: number];
const once = { max: [{ n: 1, per: 'P1D' }] };
const twice = { max: [{ n: 2, per: 'P1D' }] };
const session = { max: [{ n: 1, per: 'session' }] };
const trouble = (found: SurfaceTrouble) => makeContext({ surfaceTrouble: () => found });
const ON = { at: NOW, asked: false };
const other = (ago: number) => ({ other: { shown: [shown(ago)] } });

const CLOSED: { [gate in Exclude<GateName, 'invalid' | Compared | OfPage>]: Case[] } = {
  paused: [
    ['paused', makeCandidate({ mode: 'paused' }), makeContext()],
    ['preview', makeCandidate({ mode: 'preview' }), makeContext()],
  ],
  schedule: [
    [
      'not yet',
      makeCandidate({ schedule: { start: '2026-03-11T00:00:00+02:00' } }),
      makeContext(),
      NOW + 10 * HOUR,
    ],
    ['over', makeCandidate({ schedule: { end: '2026-03-10T12:00:00Z' } }), makeContext()],
    ['a start that can not be read', makeCandidate({ schedule: { start: 'soon' } }), makeContext()],
    ['an end that can not be read', makeCandidate({ schedule: { end: 'late' } }), makeContext()],
  ],
  who: [
    ['false', makeCandidate({}, { who: false }), makeContext()],
    ['unknown', makeCandidate({}, { who: undefined }), makeContext()],
  ],
  stage: [
    [
      'none holds',
      { nudge: makeNudge(), who: true, triggered: ON, episode: 'e', values: () => ({}) },
      makeContext(),
    ],
  ],
  trigger: [['has not fired', makeCandidate({}, { triggered: undefined }), makeContext()]],
  delay: [
    [
      'not long ago',
      makeCandidate({ when: { on: [], delay: 'PT10M' } }, { triggered: { at: NOW - MINUTE, asked: true } }),
      makeContext(),
      NOW + 9 * MINUTE,
    ],
  ],
  stale: [
    [
      'too long ago',
      makeCandidate(
        { when: { on: [], ttl: 'PT10M' } },
        { triggered: { at: NOW - 10 * MINUTE, asked: true } },
      ),
      makeContext(),
    ],
  ],
  stopped: [['stopped', makeCandidate(), entry({ stopped: true })]],
  never: [['never again', makeCandidate(), entry({ never: true })]],
  snoozed: [['snoozed', makeCandidate(), entry({ snoozedUntil: NOW + 1 }), NOW + 1]],
  episode: [
    ['dismissed', makeCandidate(), entry({ dismissed: { e: 1 } })],
    ['dismissed for good', makeCandidate({ how: { onDismiss: 'never' } }), entry({ dismissed: { f: 1 } })],
    [
      'dismissed, resting',
      makeCandidate({ how: { onDismiss: 'P3D' } }),
      entry({ dismissed: { e: NOW - 5 * DAY, f: NOW - 2 * DAY } }),
      NOW + DAY,
    ],
  ],
  max: [
    ['once a day', makeCandidate({ how: once }), entry({ shown: [shown(HOUR)] }), NOW + 23 * HOUR],
    [
      'twice a day',
      makeCandidate({ how: twice }),
      entry({ shown: [shown(9 * HOUR), shown(HOUR)] }),
      NOW + 15 * HOUR,
    ],
    [
      'too often already',
      makeCandidate({ how: once }),
      entry({ shown: [shown(9 * HOUR), shown(HOUR)] }),
      NOW + 23 * HOUR,
    ],
    [
      'the second of its caps',
      makeCandidate({ how: { max: [...twice.max, ...session.max] } }),
      entry({ shown: [shown(HOUR, 's1', 'f')] }),
    ],
    ['once a session', makeCandidate({ how: session }), entry({ shown: [shown(HOUR, 's1', 'f')] })],
  ],
  cooldown: [
    ['resting', makeCandidate({ how: { cooldown: 'PT2H' } }), entry({ shown: [shown(HOUR)] }), NOW + HOUR],
  ],
  'category-cap': [
    [
      'the second of its caps, and opens when the older of two showings is a day old',
      makeCandidate(),
      makeContext({
        ledger: { other: { shown: [shown(HOUR)] }, third: { shown: [shown(9 * HOUR)] } },
        categories: { other: 'upsell', third: 'upsell' },
        policy: {
          caps: [
            { category: 'upsell', n: 3, per: 'P1D' },
            { category: 'upsell', n: 2, per: 'P1D' },
          ],
        },
      }),
      NOW + 15 * HOUR,
    ],
    [
      'others of the category',
      makeCandidate(),
      makeContext({
        ledger: other(HOUR),
        categories: { other: 'upsell' },
        policy: capped(1, 'P1D', 'upsell'),
      }),
      NOW + 23 * HOUR,
    ],
  ],
  'global-cap': [
    [
      'others of any category',
      makeCandidate({ how: { exempt: ['category'] } }),
      makeContext({ ledger: { other: { shown: [shown(HOUR, 's1')] } }, policy: capped(1, 'session', '*') }),
    ],
  ],
  gap: [
    [
      'another was shown',
      makeCandidate(),
      makeContext({ ledger: other(MINUTE), policy: { gap: 'PT10M' } }),
      NOW + 9 * MINUTE,
    ],
  ],
  page: [
    ['excluded', makeCandidate({ where: { surface: 'top', pages: { exclude: ['/rep*'] } } }), makeContext()],
  ],
  'surface-busy': [['held by another', makeCandidate(), makeContext({ busy: { 'slot:top': 'other' } })]],
  'host-modal': [
    ['a dialog of the host', makeCandidate(), makeContext({ hostModal: ({ id }) => id === 'n' })],
    [
      'a dialog of the host, and what was asked for is none',
      makeCandidate({ where: { surface: 'corner' } }, { triggered: { at: NOW, asked: true } }),
      makeContext({ hostModal: () => true }),
    ],
  ],
  'identity-pending': [['nobody known', makeCandidate(), makeContext({ identityPending: true })]],
  'hidden-tab': [['nobody looks', makeCandidate(), makeContext({ hiddenTab: true })]],
  'surface-missing': [['not there', makeCandidate(), trouble('missing')]],
  'surface-late': [['came too late', makeCandidate(), trouble('late')]],
  'surface-hidden': [['not to be seen', makeCandidate(), trouble('hidden')]],
  'surface-ambiguous': [['twice there', makeCandidate(), trouble('ambiguous')]],
  'render-error': [['broken', makeCandidate(), makeContext({ broken: { n: 'SyntaxError' } })]],
};

describe('gates', () => {
  it.each(
    Object.entries(CLOSED).flatMap(([gate, cases]) =>
      cases.map(([name, ...rest]): [string, string, ...typeof rest] => [gate, name, ...rest]),
    ),
  )('%s shuts: %s', (gate, _, candidate, context, until) => {
    const [decision] = arbitrate([candidate], context);
    expect(decision).toMatchObject({ show: false, reason: gate, ghost: false });
    // A delay does not end the asking.
    const last = decision?.gates.filter(({ pass }) => !pass).at(-1);
    expect(last).toMatchObject({ gate, pass: false });
    expect(last?.until).toBe(until);
  });

  it('has a case for each', () => {
    const names = GATES.map(([gate]) => gate);
    expect(Object.keys(CLOSED)).toEqual(names.filter((name) => !COMPARED.includes(name)));
  });

  const OPEN: Case[] = [
    [
      'inside the schedule',
      makeCandidate({ schedule: { start: '2026-03-10T12:00:00Z', end: '2026-03-10T12:00:01Z' } }),
      makeContext(),
    ],
    ['after the snooze', makeCandidate(), entry({ snoozedUntil: NOW })],
    ['another episode was dismissed', makeCandidate(), entry({ dismissed: { f: 1 } })],
    ['an episode called like a method', makeCandidate({}, { episode: 'toString' }), entry({ dismissed: {} })],
    ['a nudge called like a method', makeCandidate({ id: 'constructor' }), makeContext()],
    [
      'rested after a dismissal',
      makeCandidate({ how: { onDismiss: 'P3D' } }),
      entry({ dismissed: { e: NOW - 3 * DAY } }),
    ],
    ['never dismissed', makeCandidate({ how: { onDismiss: 'P3D' } }), makeContext()],
    ['left the cap’s window', makeCandidate({ how: once }), entry({ shown: [shown(DAY)] })],
    ['capped in another session', makeCandidate({ how: session }), entry({ shown: [shown(HOUR)] })],
    ['rested', makeCandidate({ how: { cooldown: 'PT1H' } }), entry({ shown: [shown(HOUR)] })],
    [
      'goes on in spite of its caps',
      makeCandidate({ how: { ...once, cooldown: 'P1D' } }),
      entry({ shown: [shown(HOUR, 's1')] }),
    ],
    [
      'goes on in spite of the policy',
      makeCandidate(),
      makeContext({
        ledger: { n: { shown: [shown(HOUR, 's1')] }, ...other(MINUTE) },
        categories: { n: 'upsell', other: 'upsell' },
        policy: STRICT,
      }),
    ],
    [
      'exempt from the policy',
      makeCandidate({ how: { exempt: ['global', 'category', 'gap'] } }),
      makeContext({
        ledger: other(MINUTE),
        categories: { other: 'upsell' },
        policy: STRICT,
      }),
    ],
    [
      'another category is capped',
      makeCandidate(),
      makeContext({ ledger: other(1), categories: { other: 'invite' }, policy: capped(1, 'P1D', 'upsell') }),
    ],
    [
      'its own showing is no gap',
      makeCandidate(),
      makeContext({ ledger: { n: { shown: [shown(MINUTE)] } }, policy: { gap: 'PT10M' } }),
    ],
    [
      'goes on in a tab that nobody sees',
      makeCandidate(),
      makeContext({ ledger: { n: { shown: [shown(HOUR, 's1')] } }, hiddenTab: true }),
    ],
    [
      'the delay is over',
      makeCandidate(
        { when: { on: [], delay: 'PT1M', ttl: 'PT2M' } },
        { triggered: { at: NOW - MINUTE, asked: false } },
      ),
      makeContext(),
    ],
    [
      'goes on when its trigger is stale',
      makeCandidate({ when: { on: [], ttl: 'PT10M' } }, { triggered: { at: NOW - HOUR, asked: false } }),
      entry({ shown: [shown(HOUR, 's1')] }),
    ],
    [
      'asked for, in spite of all that was shown, dismissed and snoozed',
      makeCandidate({ how: { ...once, cooldown: 'P1D' } }, { triggered: { at: NOW, asked: true } }),
      makeContext({
        ledger: {
          n: { shown: [shown(HOUR)], dismissed: { e: NOW - 1 }, snoozedUntil: NOW + DAY, never: true },
          ...other(MINUTE),
        },
        categories: { n: 'upsell', other: 'upsell' },
        policy: STRICT,
      }),
    ],
    [
      'a dialog that was asked for, on top of the host’s',
      makeCandidate({ where: { surface: 'center' } }, { triggered: { at: NOW, asked: true } }),
      makeContext({ hostModal: () => true }),
    ],
    ['it holds the surface itself', makeCandidate(), makeContext({ busy: { 'slot:top': 'n' } })],
  ];
  it.each(OPEN)('open: %s', (_, candidate, context) => {
    expect(arbitrate([candidate], context)[0]).toMatchObject({ show: true, reason: 'shown' });
  });

  it('are asked in order, up to the first that is shut', () => {
    const shut = makeCandidate({ mode: 'paused' }, { who: false, triggered: undefined });
    const context = makeContext({ identityPending: true, surfaceTrouble: () => 'missing' });
    const names = GATES.map(([name]) => name);
    expect(askGates(shut, context, undefined).map(({ gate }) => gate)).toEqual(['paused']);
    expect(askGates(shut, { ...context, explain: true }, undefined).map(({ gate }) => gate)).toEqual(names);
    expect(arbitrate([shut], { ...context, explain: true })[0]?.reason).toBe('paused');
  });

  it('of the page are asked last, for those that pass the others', () => {
    const asked: string[] = [];
    const more: ArbiterContext['more'] = [
      [
        'other-tab',
        ({ nudge: { id } }) => {
          asked.push(id);
          return { pass: false, values: { surface: 'corner' } };
        },
      ],
    ];
    const candidates = [makeCandidate({ id: 'paused', mode: 'paused' }), makeCandidate()];
    const decisions = arbitrate(candidates, makeContext({ more }));
    expect(asked).toEqual(['n']);
    expect(decisions.map(({ reason }) => reason)).toEqual(['other-tab', 'paused']);
    expect(decisions[0]?.gates.at(-1)).toEqual({
      gate: 'other-tab',
      pass: false,
      values: { surface: 'corner' },
    });
  });

  it('say what they looked at', () => {
    const [{ gates } = { gates: [] }] = arbitrate(
      [makeCandidate({ how: once }, { values: () => ({ 'user.role': 'owner' }) })],
      { ...entry({ shown: [shown(HOUR)] }), explain: true },
    );
    const valuesOf = (name: GateName) => gates.find(({ gate }) => gate === name)?.values;
    expect(valuesOf('who')).toEqual({ 'user.role': 'owner' });
    expect(valuesOf('max')).toEqual({ shown: 1, max: 1, per: 'P1D' });
    expect(valuesOf('page')).toEqual({ path: '/reports' });
  });
});

it.each([
  [{ surface: 'slot', slot: 'a' }, 'slot:a'],
  [{ surface: 'slot', selector: '.c' }, 'slot:.c'],
  [{ surface: 'anchor', anchor: 'b', selector: '.c' }, 'anchor:b'],
  [{ surface: 'anchor', selector: '.c' }, 'anchor:.c'],
  [{ surface: 'corner', slot: 'a' }, 'corner'],
] as const)('the key of %j is %s', (where, key) => {
  expect(surfaceKey(makeNudge({ where }))).toBe(key);
});
