import type { Condition } from './condition.js';
import type { Json } from './event.js';

// What single types of nudges show besides title, body and buttons. Every label is a template in the nudge's own locale;
// another locale replaces it under the key that stands beside it, in `content.<locale>.text`.

/** A plan in a comparison. */
export interface Plan {
  /** As in `account.plan`. */
  id: string;
  /** `plans.<id>` */
  name: string;
  /** Such as `€49 a month`. `plans.<id>.price` */
  price?: string;
  /** `plans.<id>.features.<index>` */
  features?: string[];
  /** Limit of each meter; a meter that is not named is unlimited. */
  limits?: { [meter: string]: number };
}

/** A meter that is always visible. One that nobody has reported is left out. */
export interface MeterRow {
  /** Reads `usage.<usage>`. */
  usage: string;
  /** `meters.<usage>` */
  label: string;
  /** Ratio from which the meter is said to be close to its limit. Default 0.9. */
  near?: number;
}

export const STEP_KINDS = ['single', 'multiple', 'scale', 'text'] as const;

export interface Survey {
  /** Asked in this order, unless an answer jumps. */
  steps: SurveyStep[];
  /** When answers become traits: all with the last one, or each at once. Default `submit`. */
  traits?: 'submit' | 'step';
}

export interface SurveyStep {
  id: string;
  kind: (typeof STEP_KINDS)[number];
  /** The question. `steps.<id>` */
  label: string;
  /** `steps.<id>.hint` */
  hint?: string;
  /** For `single` and `multiple`. Labels: `steps.<id>.<value>` */
  options?: { value: string | number | boolean; label: string }[];
  /** Ends of a `scale`, whole numbers. Default 0 to 10. */
  min?: number;
  max?: number;
  /** What the ends of a `scale` mean. `steps.<id>.low`, `steps.<id>.high` */
  low?: string;
  high?: string;
  /** A step may be skipped unless it is required. */
  required?: boolean;
  /** Longest answer of a `text`, in characters. Default 500. */
  maxLength?: number;
  /** What the browser may fill in, such as `organization`. */
  autocomplete?: string;
  /** Where the answer goes: `user.<name>` or `account.<name>`. */
  trait?: string;
  /**
   * Where it goes on: to the first whose `if` holds of the answers (`answer.<step>`), else to the next step in order.
   * `end` ends the survey.
   */
  next?: { if?: Condition; to: string }[];
}

export const FORMULA_OPERATORS = [
  'add',
  'subtract',
  'multiply',
  'divide',
  'min',
  'max',
  'round',
  'floor',
  'ceil',
] as const;
export type FormulaOperator = (typeof FORMULA_OPERATORS)[number];

/**
 * An expression: a number, an input, an earlier result, a fact with what stands for it while it is no number, or an
 * operator with its operands. `round`, `floor` and `ceil` take one, `subtract` and `divide` two, the others one or more.
 */
export type Formula =
  | number
  | { input: string }
  | { result: string }
  | { fact: string; else: number }
  | { [operator in FormulaOperator]?: Formula[] };

/** A calculation that a person can follow and change. */
export interface Calculator {
  inputs: CalculatorInput[];
  results: CalculatorResult[];
}

export interface CalculatorInput {
  id: string;
  /** `inputs.<id>` */
  label: string;
  /** Such as `hours a week`. `inputs.<id>.unit` */
  unit?: string;
  min: number;
  max: number;
  /** Default 1. */
  step?: number;
  default: number;
  /** A fact that is the default where it is a number within the range. */
  fact?: string;
  /** Stands under "Assumptions", which a person may change too. */
  assumption?: boolean;
  /** Where the value goes when the result is kept: `user.<name>` or `account.<name>`. */
  trait?: string;
}

export interface CalculatorResult {
  id: string;
  /** `results.<id>` */
  label: string;
  formula: Formula;
  /** As after `number` in a template: `currency:EUR`, `percent`, `integer`. */
  style?: string;
}

/** Figures of a period. */
export interface Recap {
  figures: RecapFigure[];
}

export interface RecapFigure {
  id: string;
  /** A template, such as `{account.recap.reports,number}`. `figures.<id>.value` */
  value: string;
  /** `figures.<id>` */
  label: string;
}

/** Answers of a person: to the steps of a survey, or to the inputs of a calculator. */
export type Answers = { [id: string]: Json };
