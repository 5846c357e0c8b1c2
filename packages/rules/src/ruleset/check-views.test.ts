import type { Calculator, Nudge, Survey } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { makeNudge } from '../testing/make-nudge.js';
import { checkRuleset } from './check-ruleset.js';

const base = { locale: 'en', content: { en: { title: 'T' } } };
const issuesOf = (type: Nudge['type'], what: object) =>
  checkRuleset({
    version: '1',
    nudges: [makeNudge({ type, category: 'discovery', what: { ...base, ...what } as Nudge['what'] })],
  }).issues.map(({ code, path, cure, message }) => ({ at: `${code} ${path}`, text: `${message}; ${cure}` }));

describe('blocks', () => {
  it.each(['meter', 'checklist', 'survey', 'calculator', 'recap'] as const)('%s needs its block', (type) => {
    const block = type === 'meter' ? 'meters' : type;
    expect(issuesOf(type, {}).map(({ at }) => at)).toEqual([`required nudges[0].what.${block}`]);
    expect(issuesOf(type, { component: 'own' })).toEqual([]);
  });

  it('ids are there once', () => {
    const twice = [
      { id: 'a', label: 'A', done: {} },
      { id: 'a', label: 'B', done: {} },
    ];
    expect(issuesOf('checklist', { checklist: { items: twice } }).map(({ at }) => at)).toEqual([
      'duplicate nudges[0].what.checklist.items[1].id',
    ]);
  });

  it('a condition of an item is checked as any other', () => {
    const items = [{ id: 'a', label: 'A', done: { n: { $nonsense: 1 } } }];
    expect(issuesOf('checklist', { checklist: { items } })[0]?.at).toBe(
      'unknown-operator nudges[0].what.checklist.items[0].done.n.$nonsense',
    );
  });

  it('an item may ask of past events', () => {
    const items = [{ id: 'a', label: 'A', done: { $did: { event: 'report.exported' } } }];
    expect(issuesOf('checklist', { checklist: { items } })).toEqual([]);
  });
});

const step = { id: 'role', kind: 'single' as const, label: 'Role?', options: [{ value: 'a', label: 'A' }] };
const survey = (...steps: Partial<Survey['steps'][number]>[]) =>
  issuesOf('survey', { survey: { steps: steps.map((one) => ({ ...step, ...one })) } });

describe('survey', () => {
  it.each<[string, Partial<Survey['steps'][number]>, string, RegExp]>([
    ['a choice of nothing', { options: [] }, 'required steps[0].options', /at least 1/],
    [
      'the same option twice',
      { options: [step.options[0], { value: 'a', label: 'B' }] as never },
      'duplicate steps[0].options[1].id',
      /its own/,
    ],
    ['a scale without a range', { kind: 'scale', min: 5, max: 5 }, 'value steps[0].max', /2 to 11/],
    ['a long scale', { kind: 'scale', min: 0, max: 100 }, 'value steps[0].max', /2 to 11/],
    [
      'a jump nowhere',
      { next: [{ to: 'nowhere' }] },
      'value steps[0].next[0].to',
      /there is no step nowhere/,
    ],
    ['a jump to itself', { next: [{ to: 'role' }] }, 'value steps[0].next[0].to', /role does not come later/],
    [
      'a defective condition',
      { next: [{ if: { a: { $x: 1 } }, to: 'end' }] },
      'unknown-operator steps[0].next[0].if.a.$x',
      /\$eq/,
    ],
    ['a broken text', { label: 'Hello {name' }, 'template steps[0].label', /expected } at 11/],
    ['a trait of nobody', { trait: 'role' }, 'value steps[0].trait', /user\.<name>/],
  ])('%s', (_, over, at, text) => {
    const [found] = survey(over);
    expect(found?.at).toBe(at.replace(' ', ' nudges[0].what.survey.'));
    expect(found?.text).toMatch(text);
  });

  it('jumps forth and to the end are sound', () => {
    expect(
      survey({ next: [{ if: { 'answer.role': 'a' }, to: 'size' }, { to: 'end' }] }, { id: 'size' }),
    ).toEqual([]);
  });
});

const input = { id: 'hours', label: 'Hours', min: 0, max: 40, default: 5 };
const result = { id: 'saved', label: 'Saved', formula: { input: 'hours' } };
const calculator = (more: object, formula?: unknown) =>
  issuesOf('calculator', {
    calculator: {
      inputs: [{ ...input, ...(more as Partial<Calculator>) }],
      results: [formula === undefined ? result : { ...result, formula }],
    },
  });
const nested = (depth: number): unknown => (depth ? { round: [nested(depth - 1)] } : 1);

describe('calculator', () => {
  it('is sound', () => {
    expect(calculator({})).toEqual([]);
    expect(
      calculator({}, { multiply: [{ input: 'hours' }, 52, { fact: 'usage.seats.used', else: 1 }] }),
    ).toEqual([]);
  });

  it.each<[string, object, unknown, string, RegExp]>([
    ['an empty range', { max: 0 }, undefined, 'value inputs[0].max', /larger than min/],
    ['no steps', { step: 0 }, undefined, 'value inputs[0].step', /larger/],
    ['a default outside', { default: 41 }, undefined, 'value inputs[0].default', /may enter/],
    ['an endless range', { max: Number.POSITIVE_INFINITY }, undefined, 'value inputs[0]', /ordinary size/],
    ['an unknown input', {}, { input: 'days' }, 'value results[0].formula.input', /use one of hours/],
    ['a result of itself', {}, { result: 'saved' }, 'value results[0].formula.result', /declare a result/],
    ['an unknown operator', {}, { power: [1, 2] }, 'value results[0].formula', /operators are add/],
    ['two operators', {}, { add: [1], min: [1] }, 'value results[0].formula', /operators are add/],
    ['too few operands', {}, { divide: [1] }, 'value results[0].formula.divide', /give divide 2/],
    ['no operands', {}, { add: [] }, 'type results[0].formula.add', /list of operands/],
    ['a text', {}, { add: [1, '2'] }, 'value results[0].formula.add[1]', /write a number/],
    ['a fact without a stand-in', {}, { fact: 'a.b' }, 'required results[0].formula.else', /stands for/],
    ['a path that is none', {}, { fact: 'a..b', else: 0 }, 'path results[0].formula.fact', /usage\.seats/],
  ])('%s', (_, over, formula, at, text) => {
    const [found] = calculator(over, formula);
    expect(found?.at).toBe(at.replace(' ', ' nudges[0].what.calculator.'));
    expect(found?.text).toMatch(text);
  });

  it('a tree that nobody could follow is refused at its depth, and does not end the check', () => {
    expect(calculator({}, nested(15))).toEqual([]);
    expect(calculator({}, nested(3000))[0]?.text).toMatch(/a result of its own/);
  });

  it('a style is one that numbers have', () => {
    const results = [{ ...result, style: 'euro' }];
    const [found] = issuesOf('calculator', { calculator: { inputs: [input], results } });
    expect(found).toMatchObject({ at: 'value nudges[0].what.calculator.results[0].style' });
  });
});

describe('templates', () => {
  it.each([
    ['content.en.title', { content: { en: { title: '{' } } }],
    ['content.en.text.next', { content: { en: { title: '', text: { next: '{' } } } }],
    [
      'content.en.actions[0].url',
      { content: { en: { actions: [{ id: 'link', label: '', do: 'navigate', url: '/{' }] } } },
    ],
    ['stages[0].content.en.body', { stages: [{ id: 's', if: {}, content: { en: { body: '{' } } }] }],
    ['plans[0].features.0', { plans: [{ id: 'a', name: 'A', features: ['{'] }] }],
    ['plans[0].price', { plans: [{ id: 'a', name: 'A', price: '{' }] }],
    ['recap.figures[0].value', { recap: { figures: [{ id: 'a', label: 'A', value: '{' }] } }],
    [
      'checklist.items[0].action.label',
      { checklist: { items: [{ id: 'a', label: 'A', done: {}, action: { label: '{', do: 'dismiss' } }] } },
    ],
  ])('%s is checked', (path, what) => {
    expect(issuesOf('banner', what).map(({ at }) => at)).toEqual([`template nudges[0].what.${path}`]);
  });
});

describe('offers', () => {
  const warnings = (over: Partial<Nudge>, more: object = {}) =>
    checkRuleset({
      version: '1',
      orders: { plan: ['team', 'business'] },
      ...more,
      nudges: [makeNudge({ category: 'upsell', ...over })],
    }).warnings?.map(({ code }) => code);
  const owner = { 'user.role': 'owner' };
  const below = { 'account.plan': { $below: 'business' } };

  it.each<[string, Partial<Nudge>, string[]]>([
    ['asks nothing', {}, ['headroom', 'buyer']],
    ['asks for the right to buy', { who: owner }, ['headroom']],
    ['asks for headroom', { who: below }, ['buyer']],
    ['asks both', { who: { $and: [owner, below] } }, []],
    ['asks by a stage', { who: below, what: { ...base, stages: [{ id: 'buyer', if: owner }] } }, []],
    [
      'lists plans: without a fitting one it can not be said',
      { who: owner, what: { ...base, plans: [{ id: 'a', name: 'A' }] } },
      [],
    ],
    ['is no offer', { category: 'discovery' }, []],
    [
      'has an upgrade button',
      {
        category: 'billing',
        what: { ...base, content: { en: { actions: [{ id: 'primary', label: 'U', do: 'upgrade' }] } } },
      },
      ['headroom', 'buyer'],
    ],
  ])('one that %s: %j', (_, over, codes) => {
    expect(warnings(over)).toEqual(codes);
  });

  it('looks into segments, circles among them', () => {
    const segments = { buyers: { ...owner, ...below } };
    expect(warnings({ who: { $segment: 'buyers' } }, { segments })).toEqual([]);
  });
});
