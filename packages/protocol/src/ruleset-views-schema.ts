import { ACTION_KINDS } from './ruleset.js';
import { FORMULA_OPERATORS, STEP_KINDS } from './ruleset-views.js';
import { list, oneOf, record, ref, type Schema, shape, text } from './schema-parts.js';

const number: Schema = { type: 'number' };
const flag: Schema = { type: 'boolean' };
/** Part of a text's key and of a path such as `answer.role`. */
const id: Schema = { ...text, pattern: '^[A-Za-z0-9_-]{1,64}$' };
const trait: Schema = {
  ...text,
  description: 'user.<name> or account.<name>',
  pattern: '^(user|account)\\.[A-Za-z0-9_-]{1,64}$',
};
const url: Schema = {
  ...text,
  description: 'http, https, mailto or relative',
  pattern: '^(https?:|mailto:|[/?#.]|[^:]*$)',
};

/** What stands in a button besides its id. */
export const ACTION = {
  'label!': text,
  'do!': oneOf(ACTION_KINDS),
  url,
  event: text,
  data: { type: 'object' },
} satisfies { [name: string]: Schema };

/** What single types of nudges show, as in `ruleset-views.ts`. */
export const VIEW_DEFINITIONS: { [name: string]: Schema } = {
  plan: shape({
    'id!': text,
    'name!': text,
    price: text,
    features: list(text),
    limits: record(number),
  }),
  meterRow: shape({ 'usage!': text, 'label!': text, near: { ...number, minimum: 0, maximum: 1 } }),
  checklistItem: shape({
    'id!': id,
    'label!': text,
    hint: text,
    'done!': ref('condition'),
    action: shape(ACTION),
  }),
  surveyStep: shape({
    'id!': id,
    'kind!': oneOf(STEP_KINDS),
    'label!': text,
    hint: text,
    options: list(
      shape({
        'value!': { anyOf: [text, number, flag], description: 'text, number or boolean' },
        'label!': text,
      }),
      1,
    ),
    min: { type: 'integer' },
    max: { type: 'integer' },
    low: text,
    high: text,
    required: flag,
    maxLength: { type: 'integer', minimum: 1, maximum: 5000 },
    autocomplete: text,
    trait,
    next: list(shape({ if: ref('condition'), 'to!': text })),
  }),
  /** Only completed from here, and checked by `checkRuleset`, which goes down to a depth. */
  formula: {
    description: 'a number, { input }, { result }, { fact, else }, or an operator: { "multiply": [ … ] }',
    anyOf: [
      number,
      {
        type: 'object',
        properties: Object.fromEntries(
          ['input', 'result', 'fact', 'else', ...FORMULA_OPERATORS].map((name) => [name, {}]),
        ),
      },
    ],
  },
  calculatorInput: shape({
    'id!': id,
    'label!': text,
    unit: text,
    'min!': number,
    'max!': number,
    step: { ...number, minimum: 0 },
    'default!': number,
    fact: text,
    assumption: flag,
    trait,
  }),
  calculatorResult: shape({ 'id!': id, 'label!': text, 'formula!': ref('formula'), style: text }),
  recapFigure: shape({ 'id!': id, 'value!': text, 'label!': text }),
};
