import type { Condition } from './condition.js';
import type { Json } from './event.js';
import type { Calculator, MeterRow, Plan, Recap, Survey } from './ruleset-views.js';

/** ISO 8601 duration of fixed length: `P3D`, `PT10M`, `P1DT2H`. No months or years. */
export type Duration = string;

export const NUDGE_TYPES = [
  'banner',
  'inline',
  'slidein',
  'popover',
  'modal',
  'gate',
  'meter',
  'checklist',
  'survey',
  'calculator',
  'recap',
] as const;
export type NudgeType = (typeof NUDGE_TYPES)[number];

export const CATEGORIES = [
  'system',
  'billing',
  'upsell',
  'invite',
  'discovery',
  'onboarding',
  'research',
] as const;
export type NudgeCategory = (typeof CATEGORIES)[number];

export const SURFACES = ['slot', 'anchor', 'corner', 'top', 'bottom', 'center'] as const;
export type SurfaceKind = (typeof SURFACES)[number];

export const SIDES = ['top', 'bottom', 'start', 'end'] as const;
export const ALIGNMENTS = ['start', 'center', 'end'] as const;

export const TONES = ['info', 'success', 'warn', 'critical'] as const;
export type Tone = (typeof TONES)[number];

export const TRIGGER_KINDS = ['page', 'event', 'usage', 'gate', 'manual'] as const;

/** What makes a nudge a candidate. One kind of key each; any trigger of the list is enough. */
export type Trigger =
  /** Each page, those that a single-page app changes to among them. */
  | { page: true }
  | { event: string; where?: Condition }
  /** Whenever this meter has been reported. */
  | { usage: string }
  /** `tendril.gate(name)` was refused. Asked for by the person: caps, rests and dismissals do not bind it. */
  | { gate: string }
  /** The page asked for it: `tendril.track('nudge.requested', { nudge: id })`. Binds as little as a gate. */
  | { manual: true };

/** When a nudge is a candidate. */
export interface Moment {
  on: Trigger[];
  /** Rests for so long after the trigger; meanwhile nothing else opens in its place. Default: none. */
  delay?: Duration;
  /** A trigger that could not show the nudge within this time is stale. Default: it holds until the document ends. */
  ttl?: Duration;
  /** Events that cancel what has triggered it, until it is triggered anew. */
  unless?: { event: string; where?: Condition }[];
}

export const ACTION_KINDS = ['invite', 'upgrade', 'navigate', 'emit', 'dismiss', 'snooze', 'never'] as const;

/**
 * A button. `invite` opens the invite prompt and runs the host's `actions.invite`; `upgrade` runs `actions.upgrade`;
 * `emit` records `event`; `navigate` opens `url` (http, https, mailto or relative); `snooze` rests for `data.for`;
 * `never` ends it for this person. `data.plan` and `data.seats` of `upgrade` go to the host; `data.role` and `data.roles`
 * (`[{ id, label }]`) of `invite` are what people are invited as.
 */
export interface ContentAction {
  /** `primary`, `secondary` or `link` in a document's content; an item of a checklist gives its own. */
  id: string;
  label: string;
  do: (typeof ACTION_KINDS)[number];
  url?: string;
  event?: string;
  data?: { [key: string]: Json };
}

/** Text of a nudge in one locale. Every string is an ICU-style template, shown as text and never as markup. */
export interface Content {
  title?: string;
  body?: string;
  note?: string;
  dismissLabel?: string;
  actions?: ContentAction[];
  /**
   * The words that views bring along, such as `next`, and in another locale than the nudge's own the labels of its
   * blocks, such as `steps.role` or `plans.business`. The README of `@tendril/nudges` lists the keys.
   */
  text?: { [key: string]: string };
}

/** Steps that a person takes in the product, in any order. */
export interface Checklist {
  items: ChecklistItem[];
}

export interface ChecklistItem {
  id: string;
  /** `items.<id>` */
  label: string;
  /** `items.<id>.hint` */
  hint?: string;
  /** Asked of the facts and of past events, as `who` is. */
  done: Condition;
  /** Its button; the label's key is `items.<id>.action`. */
  action?: Omit<ContentAction, 'id'>;
}

/**
 * What the host chose to happen when a limit is reached. `block`: nothing more can be added. `grace`: the account goes on
 * until an instant that is a fact, such as `account.grace_until`. `adjust`: the plan is raised without a click, by
 * `actions.upgrade`, to `plan` or to the one that fits, once an episode; only where the fact at `agreed` says that the
 * customer agreed: a list of plans must hold it, and any other value goes to the host, which keeps to it.
 */
export type AtLimit =
  | { then: 'block' }
  | { then: 'grace'; until: string }
  | { then: 'adjust'; agreed: string; plan?: string };

/** A step of a nudge, such as 70, 90 and 100 %. The first whose `if` holds is shown. */
export interface Stage {
  id: string;
  if: Condition;
  priority?: number;
  tone?: Tone;
  dismissible?: boolean;
  content?: { [locale: string]: Content };
  /** For the stage at which a limit is reached. */
  limit?: AtLimit;
}

export interface Placement {
  surface: SurfaceKind;
  /** Name in `data-tendril-slot`; for `surface: 'slot'`. */
  slot?: string;
  /** Name in `data-tendril-anchor`; for `surface: 'anchor'`. */
  anchor?: string;
  /** CSS selector of a slot or anchor that has no name. A name is found sooner, and survives a redesign. */
  selector?: string;
  /** Side of the anchor; the other one where there is no room. `start` and `end` follow the text. Default `bottom`. */
  side?: (typeof SIDES)[number];
  /** Along that side. Default `center`. */
  align?: (typeof ALIGNMENTS)[number];
  /** How long an anchor that is not on the page is waited for, on each page. Default `PT10S`. Slots are waited for always. */
  wait?: Duration;
  /** Where no anchor has come within `wait`: stay away, or use the corner. Default `skip`. */
  missing?: 'skip' | 'corner';
  /** Path patterns; `*` matches within the path. Exclude wins. */
  pages?: { include?: string[]; exclude?: string[] };
}

/** A cap: at most `n` showings per `session` or per duration. */
export interface Cap {
  n: number;
  per: 'session' | Duration;
}

export interface HowOften {
  unit?: 'user' | 'account';
  /** Template of the episode key: a dismissal counts for this key only. Default `{stage}`. */
  episode?: string;
  max?: Cap[];
  /** Rest after a showing that ended. */
  cooldown?: Duration;
  /** After a dismissal: `episode` (default) rests until the key changes, `never` for good, or a duration. */
  onDismiss?: 'episode' | 'never' | Duration;
  /** Rests that buttons offer; a button of the document for the same rest stands for it. */
  snooze?: Duration[];
  /** Offers never to show it again. */
  neverAgain?: boolean;
  /** Ends it for good: its goal, the primary button, a survey that is sent, or a dismissal. */
  stopOn?: ('goal' | 'primary' | 'submit' | 'dismiss')[];
  /** Policy caps that do not bind this nudge; its showings still count. */
  exempt?: ('global' | 'category' | 'gap')[];
}

export interface Schedule {
  /** RFC 3339 with offset. */
  start?: string;
  end?: string;
}

/** One arm of an experiment. `show: false` is a control group: assigned and counted, not shown. */
export interface Arm {
  id: string;
  weight: number;
  show?: boolean;
  content?: { [locale: string]: Content };
}

export interface Goal {
  event: string;
  /** Asked of the event: `event.<property>`. */
  where?: Condition;
  /** From the assignment. */
  window: Duration;
  unit: 'user' | 'account';
  /** Path of the property that holds what it is worth. */
  value?: string;
  guardrails?: string[];
}

export interface Nudge {
  /** `a-z 0-9 . _ -`, at most 64 characters. */
  id: string;
  /** Counts up with every change of meaning. */
  rev: number;
  type: NudgeType;
  category: NudgeCategory;
  /** Default `live`. */
  mode?: 'live' | 'paused' | 'preview';
  /**
   * Whether the collector gives it to who shows no token. Without this, it does unless `who` or a stage asks of what only a
   * token opens: `account`, `trend`, what the account did, or a group that lists people.
   */
  public?: boolean;
  /** 0 to 100, default 50. */
  priority?: number;
  who?: Condition;
  when: Moment;
  where: Placement;
  what: {
    locale: string;
    content: { [locale: string]: Content };
    stages?: Stage[];
    tone?: Tone;
    dismissible?: boolean;
    /**
     * How far a ratio must fall below a threshold before what was reached is left: while the nudge or one of its stages
     * holds, comparisons with `usage.<meter>.ratio` and `$ratio` in its `who` and `if` give way by this much, so that a
     * meter that hovers at 0.9 does not flicker. Default 0.02; 0 switches it off. Each page load begins anew.
     */
    margin?: number;
    /** Level of the title as a heading, 1 to 6; a banner and a slide-in have none unless it is given. Default 2. */
    heading?: number;
    /** Draws `usage.<usage>` as a meter. */
    meter?: { usage: string };
    /** Plans from least to most. The first one after the account's that has room is `plan.*` in texts. */
    plans?: Plan[];
    /** For `type: 'meter'`. */
    meters?: MeterRow[];
    /** For `type: 'checklist'`. */
    checklist?: Checklist;
    /** For `type: 'survey'`. */
    survey?: Survey;
    /** For `type: 'calculator'`. */
    calculator?: Calculator;
    /** For `type: 'recap'`. */
    recap?: Recap;
    /** A renderer that the host registered under this name. */
    component?: string;
  };
  how?: HowOften;
  schedule?: Schedule;
  test?: { key: string; unit: 'user' | 'account'; arms: Arm[] };
  goal?: Goal;
  /**
   * What its upgrade unlocks: once that is there, the nudge closes in every tab and says `announce`. Without news for
   * `timeout` (default PT2M) after a payment has begun, it says so and offers to look again.
   */
  unlock?: { entitlement: string; timeout?: Duration; announce?: string };
}

/**
 * A reason for points: they count while `if` holds. A score whose parts are not all known, true or false, is not there.
 */
export interface ScorePart {
  if: Condition;
  /** May be negative. */
  points: number;
}

/** Politeness for all nudges together. */
export interface Policy {
  caps?: (Cap & { category: NudgeCategory | '*' })[];
  /** Least time between two showings of different nudges. */
  gap?: Duration;
  /** Share of accounts (of people, where there is no account) that are shown nothing, for comparison: 0.05 is 5 %. */
  holdout?: number;
}

/**
 * The one document that decides what shows. `version` is that of the format, `1` or `1.anything`; an unknown major is
 * ignored whole. The revision of the content is the ETag that the collector serves it under.
 */
export interface Ruleset {
  version: string;
  /** Ordered values, such as plans from least to most. */
  orders?: { [name: string]: string[] };
  segments?: { [name: string]: Condition };
  /** Saved lists for `$inGroup`. */
  groups?: { [name: string]: Json[] };
  /** Sums of points, read as `score.<name>`. A score may read those before it. */
  scores?: { [name: string]: ScorePart[] };
  policy?: Policy;
  nudges: Nudge[];
}
