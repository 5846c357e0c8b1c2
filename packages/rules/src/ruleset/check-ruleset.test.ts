import { readFileSync } from 'node:fs';
import type { Nudge } from '@tendril/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeNudge } from '../testing/make-nudge.js';
import { checkRuleset } from './check-ruleset.js';

const SANDBOX = JSON.parse(
  readFileSync(new URL('../../../../examples/script-tag/ruleset.json', import.meta.url), 'utf8'),
);
const document = (over: object, more: object = {}) => ({
  version: '1',
  nudges: [makeNudge({ id: 'first', ...(over as Partial<Nudge>) })],
  ...more,
});

it('the sandbox’s ruleset is sound, and given back', () => {
  const { ruleset, issues } = checkRuleset(SANDBOX);
  expect(issues).toEqual([]);
  expect(ruleset).toBe(SANDBOX);
});

const stages = (...ids: string[]) => ({
  what: { locale: 'en', content: { en: {} }, stages: ids.map((id) => ({ id, if: {} })) },
});

/** One of each kind of fault that a document can have: where it is reported, as what, with which cure. */
const FAULTS: [name: string, document: unknown, code: string, path: string, cure: RegExp][] = [
  ['no object', 'nudges', 'type', '', /object/],
  ['null', null, 'type', '', /object/],
  ['a newer format', { ...document({}), version: '2' }, 'value', 'version', /Version/],
  ['no nudges', { version: '1' }, 'required', 'nudges', /add nudges/],
  ['1001 nudges', { version: '1', nudges: Array(1001).fill(makeNudge()) }, 'limit', 'nudges', /at most 1000/],
  ['a misspelt key', document({ prority: 5 }), 'unknown-key', 'nudges[0].prority', /"priority"/],
  [
    'a missing key',
    { version: '1', nudges: [{ ...makeNudge(), rev: undefined }] },
    'type',
    'nudges[0].rev',
    /integer/,
  ],
  ['an unknown kind', document({ type: 'baner' }), 'value', 'nudges[0].type', /"banner"/],
  ['a number too large', document({ priority: 101 }), 'value', 'nudges[0].priority', /at most 100/],
  ['a number too small', document({ rev: 0 }), 'value', 'nudges[0].rev', /at least 1/],
  ['half a revision', document({ rev: 1.5 }), 'type', 'nudges[0].rev', /integer/],
  [
    'a duration in words',
    document({ how: { cooldown: '3 days' } }),
    'value',
    'nudges[0].how.cooldown',
    /P3D/,
  ],
  [
    'an instant without offset',
    document({ schedule: { start: '2026-01-01T00:00' } }),
    'value',
    'nudges[0].schedule.start',
    /offset/,
  ],
  [
    'a button that opens nothing',
    document({
      what: { locale: 'en', content: { en: { actions: [{ id: 'link', label: 'Open', do: 'navigate' }] } } },
    }),
    'required',
    'nudges[0].what.content.en.actions[0].url',
    /address/,
  ],
  [
    'a score that is not declared',
    document({ who: { 'score.fit': { $gte: 1 } } }),
    'score',
    'nudges[0].who',
    /declare it in `scores`/,
  ],
  [
    'a score that reads itself',
    document({}, { scores: { a: [{ if: { 'score.a': 1 }, points: 1 }] } }),
    'score',
    'scores.a[0].if',
    /before what reads it/,
  ],
  [
    'a defective part of a score',
    document({}, { scores: { a: [{ if: { $xor: [] }, points: 1 }] } }),
    'unknown-operator',
    'scores.a[0].if.$xor',
    /\$and/,
  ],
  [
    'what happened before, in what is asked of one event',
    document({ when: { on: [{ event: 'e', where: { $did: { event: 'f' } } }] } }),
    'unknown-operator',
    'nudges[0].when.on[0].where.$did',
    /use/,
  ],
  [
    'a margin above 1',
    document({ what: { locale: 'en', content: { en: {} }, margin: 2 } }),
    'value',
    'nudges[0].what.margin',
    /at most 1/,
  ],
  [
    'a cap beyond what is remembered',
    document({ how: { max: [{ n: 51, per: 'P1D' }] } }),
    'value',
    'nudges[0].how.max[0].n',
    /at most 50/,
  ],
  ['no trigger', document({ when: { on: [] } }), 'required', 'nudges[0].when.on', /at least 1/],
  [
    'an unknown trigger',
    document({ when: { on: [{ evnt: 'x' }] } }),
    'value',
    'nudges[0].when.on[0]',
    /usage/,
  ],
  [
    'a cap in words',
    document({ how: { max: [{ n: 1, per: 'day' }] } }),
    'value',
    'nudges[0].how.max[0].per',
    /"session" or a duration/,
  ],
  [
    'a rest in words',
    document({ how: { onDismiss: 'later' } }),
    'value',
    'nudges[0].how.onDismiss',
    /"never" or a duration/,
  ],
  [
    'no content',
    document({ what: { locale: 'en', content: {} } }),
    'required',
    'nudges[0].what.content',
    /entry/,
  ],
  [
    'no content in its own locale',
    document({ what: { locale: 'en', content: { de: {} } } }),
    'required',
    'nudges[0].what.content.en',
    /one of de/,
  ],
  [
    'a script as link',
    document({
      what: {
        locale: 'en',
        content: {
          en: { actions: [{ id: 'link', label: 'x', do: 'navigate', url: 'javascript:alert(1)' }] },
        },
      },
    }),
    'value',
    'nudges[0].what.content.en.actions[0].url',
    /https/,
  ],
  [
    'a slot without a name',
    document({ where: { surface: 'slot' } }),
    'required',
    'nudges[0].where.slot',
    /name the slot/,
  ],
  [
    'an anchor without a name',
    document({ where: { surface: 'anchor' } }),
    'required',
    'nudges[0].where.anchor',
    /anchor/,
  ],
  [
    'an id that is taken',
    { version: '1', nudges: [makeNudge(), makeNudge({ id: 'x' }), makeNudge()] },
    'duplicate',
    'nudges[2].id',
    /its own id/,
  ],
  [
    'a stage that is there twice',
    document(stages('a', 'b', 'a')),
    'duplicate',
    'nudges[0].what.stages[2].id',
    /own id/,
  ],
  [
    'an arm that is there twice',
    document({
      test: {
        key: 'k',
        unit: 'user',
        arms: [
          { id: 'a', weight: 1 },
          { id: 'a', weight: 1 },
        ],
      },
    }),
    'duplicate',
    'nudges[0].test.arms[1].id',
    /own id/,
  ],
  ['who', document({ who: { a: { $foo: 1 } } }), 'unknown-operator', 'nudges[0].who.a.$foo', /\$eq/],
  ['who that is no condition', document({ who: [] }), 'type', 'nudges[0].who', /usage\.seats/],
  [
    'where of a goal',
    document({ goal: { event: 'e', window: 'P1D', unit: 'user', where: { a: { $in: 1 } } } }),
    'type',
    'nudges[0].goal.where.a.$in',
    /list/,
  ],
  [
    'a segment that no nudge names',
    document({}, { segments: { s: { $or: {} } } }),
    'type',
    'segments.s.$or',
    /list/,
  ],
  ['a group that is no list', document({}, { groups: { g: 5 } }), 'type', 'groups.g', /array/],
];

describe('one fault, one issue with path and cure', () => {
  it.each(FAULTS)('%s', (_, faulty, code, path, cure) => {
    const { ruleset, issues } = checkRuleset(faulty);
    expect(ruleset).toBeUndefined();
    expect(issues).toEqual([expect.objectContaining({ code, path, cure: expect.stringMatching(cure) })]);
    expect(issues[0]?.message).toMatch(/./);
  });

  it('in a segment: once, whoever names it', () => {
    const who = { $segment: 's' };
    const faulty = document({ who }, { segments: { s: { a: { $gtx: 1 } }, t: { $not: who } } });
    expect(checkRuleset(faulty).issues.map(({ path }) => path)).toEqual(['segments.s.a.$gtx']);
  });

  it('several faults: each of them', () => {
    const { issues } = checkRuleset(document({ rev: 0, category: 'sales', colour: 'red' }));
    expect(issues.map(({ path }) => path).sort()).toEqual(
      ['category', 'colour', 'rev'].map((name) => `nudges[0].${name}`),
    );
  });
});

it('never throws, whatever it is given', () => {
  const cyclic: { [name: string]: unknown } = document({});
  cyclic.segments = { s: cyclic };
  expect(checkRuleset(cyclic).issues).not.toEqual([]);
  const anything = fc.oneof(
    fc.anything(),
    fc.record({ version: fc.constant('1'), nudges: fc.array(fc.anything()) }),
  );
  fc.assert(
    fc.property(anything, (value) => {
      const { ruleset, issues } = checkRuleset(value);
      expect(ruleset === undefined).toBe(issues.length > 0);
    }),
  );
});
