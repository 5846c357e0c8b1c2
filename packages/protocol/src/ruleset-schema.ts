import { ALIGNMENTS, CATEGORIES, NUDGE_TYPES, SIDES, SURFACES, TONES } from './ruleset.js';
import { ACTION, VIEW_DEFINITIONS } from './ruleset-views-schema.js';
import { list, oneOf, record, ref, type Schema, shape, text } from './schema-parts.js';

const unit = oneOf(['user', 'account']);
const period: Schema = {
  description: '"session" or a duration such as P7D',
  anyOf: [{ ...text, const: 'session' }, ref('duration')],
};
/** Of each nudge the last 50 showings are remembered. */
const count: Schema = { type: 'integer', minimum: 1, maximum: 50 };
const contents: Schema = { ...record(ref('content')), minProperties: 1 };

const definitions: { [name: string]: Schema } = {
  duration: {
    ...text,
    description: 'ISO 8601, fixed length: P3D, PT10M, P1DT2H',
    pattern: '^P(?!$)(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+S)?)?$',
  },
  instant: {
    ...text,
    description: 'RFC 3339 with offset: 2026-03-01T09:00:00+01:00',
    pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$',
  },
  condition: {
    type: 'object',
    description: 'Mongo-style: { "usage.seats.ratio": { "$gte": 0.7 }, "$or": [ … ] }',
  },
  trigger: {
    type: 'object',
    description: 'one of { page: true }, { event, where }, { usage }, { gate }, { manual: true }',
    anyOf: [
      shape({ 'page!': { type: 'boolean', const: true } }),
      shape({ 'event!': text, where: ref('condition') }),
      shape({ 'usage!': text }),
      shape({ 'gate!': text }),
      shape({ 'manual!': { type: 'boolean', const: true } }),
    ],
  },
  cancel: shape({ 'event!': text, where: ref('condition') }),
  cap: shape({
    'n!': count,
    'per!': period,
  }),
  action: shape({ 'id!': oneOf(['primary', 'secondary', 'link']), ...ACTION }),
  content: shape({
    title: text,
    body: text,
    note: text,
    dismissLabel: text,
    actions: list(ref('action')),
    text: record(text),
  }),
  ...VIEW_DEFINITIONS,
  stage: shape({
    'id!': text,
    'if!': ref('condition'),
    priority: { type: 'integer', minimum: 0, maximum: 100 },
    tone: oneOf(TONES),
    dismissible: { type: 'boolean' },
    content: contents,
    limit: {
      description:
        '{ then: "block" }, { then: "grace", until: a fact } or { then: "adjust", agreed: a fact, plan }',
      type: 'object',
      anyOf: [
        shape({ 'then!': { ...text, const: 'block' } }),
        shape({ 'then!': { ...text, const: 'grace' }, 'until!': text }),
        shape({ 'then!': { ...text, const: 'adjust' }, 'agreed!': text, plan: text }),
      ],
    },
  }),
  where: shape({
    'surface!': oneOf(SURFACES),
    slot: text,
    anchor: text,
    selector: text,
    side: oneOf(SIDES),
    align: oneOf(ALIGNMENTS),
    wait: ref('duration'),
    missing: oneOf(['skip', 'corner']),
    pages: shape({ include: list(text), exclude: list(text) }),
  }),
  what: shape({
    'locale!': text,
    'content!': contents,
    stages: list(ref('stage')),
    tone: oneOf(TONES),
    dismissible: { type: 'boolean' },
    margin: {
      type: 'number',
      description: 'how far a ratio falls below a threshold before a stage is left; 0.02 when absent',
      minimum: 0,
      maximum: 1,
    },
    heading: { type: 'integer', minimum: 1, maximum: 6 },
    meter: shape({ 'usage!': text }),
    plans: list(ref('plan'), 1),
    meters: list(ref('meterRow'), 1),
    checklist: shape({ 'items!': list(ref('checklistItem'), 1) }),
    survey: shape({ 'steps!': list(ref('surveyStep'), 1), traits: oneOf(['submit', 'step']) }),
    calculator: shape({
      'inputs!': list(ref('calculatorInput'), 1),
      'results!': list(ref('calculatorResult'), 1),
    }),
    recap: shape({ 'figures!': list(ref('recapFigure'), 1) }),
    component: text,
  }),
  how: shape({
    unit,
    episode: text,
    max: list(ref('cap')),
    cooldown: ref('duration'),
    onDismiss: {
      description: '"episode", "never" or a duration such as P3D',
      anyOf: [{ ...text, enum: ['episode', 'never'] }, ref('duration')],
    },
    snooze: list(ref('duration')),
    neverAgain: { type: 'boolean' },
    stopOn: list(oneOf(['goal', 'primary', 'submit', 'dismiss'])),
    exempt: list(oneOf(['global', 'category', 'gap'])),
  }),
  scorePart: shape({ 'if!': ref('condition'), 'points!': { type: 'number' } }),
  arm: shape({
    'id!': text,
    'weight!': { type: 'number', minimum: 0 },
    show: { type: 'boolean' },
    content: contents,
  }),
  nudge: shape({
    'id!': { ...text, pattern: '^[a-z0-9][a-z0-9._-]{0,63}$' },
    'rev!': { type: 'integer', minimum: 1 },
    'type!': oneOf(NUDGE_TYPES),
    'category!': oneOf(CATEGORIES),
    mode: oneOf(['live', 'paused', 'preview']),
    public: { type: 'boolean', description: 'whether it is given to who shows no token' },
    priority: { type: 'integer', minimum: 0, maximum: 100 },
    who: ref('condition'),
    'when!': shape({
      'on!': list(ref('trigger'), 1),
      delay: ref('duration'),
      ttl: ref('duration'),
      unless: list(ref('cancel')),
    }),
    'where!': ref('where'),
    'what!': ref('what'),
    how: ref('how'),
    schedule: shape({ start: ref('instant'), end: ref('instant') }),
    test: shape({ 'key!': text, 'unit!': unit, 'arms!': list(ref('arm'), 1) }),
    goal: shape({
      'event!': text,
      where: ref('condition'),
      'window!': ref('duration'),
      'unit!': unit,
      value: text,
      guardrails: list(text),
    }),
    unlock: shape({ 'entitlement!': text, timeout: ref('duration'), announce: text }),
  }),
};

/** JSON Schema of the ruleset document, also published as `@tendril/protocol/ruleset.schema.json` for editors. */
export const RULESET_SCHEMA: Schema = shape(
  {
    $schema: text,
    'version!': { ...text, description: 'Version of the format', pattern: '^1(\\..*)?$' },
    orders: record(list(text)),
    segments: record(ref('condition')),
    groups: record({ type: 'array' }),
    scores: record(list(ref('scorePart'), 1)),
    policy: shape({
      caps: list(
        shape({
          'category!': oneOf([...CATEGORIES, '*']),
          'n!': count,
          'per!': period,
        }),
      ),
      gap: ref('duration'),
      holdout: {
        type: 'number',
        description: 'share of accounts that are shown nothing, from 0 to 1',
        minimum: 0,
        maximum: 1,
      },
    }),
    'nudges!': { ...list(ref('nudge')), maxItems: 1000 },
  },
  {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'tendril:ruleset:v1',
    title: 'Tendril ruleset',
    $defs: definitions,
  },
);
