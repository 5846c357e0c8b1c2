import type { Json, Nudge, Ruleset, Stage } from '@tendril/protocol';
import type { ArbiterContext } from './arbiter/arbiter-context.js';
import { arbitrate } from './arbiter/arbitrate.js';
import type { Candidate } from './arbiter/decision.js';
import { type Compiled, compile as compileCondition } from './condition/compile.js';
import type { Fault } from './condition/fault.js';
import { readPath } from './condition/path.js';
import { fillEpisode } from './episode.js';

/** What is known, addressed by path: `{ user: { role }, account, usage: { seats: { used, limit } }, page, … }`. */
export type Facts = { [root: string]: Json | undefined };

/** An event as conditions of triggers see it. */
export interface RecordedEvent {
  name: string;
  properties?: { [name: string]: Json };
}

export interface Engine {
  /** Nudges that were rejected, and why. The others keep working. */
  readonly faults: readonly Fault[];
  readonly nudges: readonly Nudge[];
  /** Replaces the facts. `usage.<meter>.ratio` and `.left` are derived. */
  setFacts(facts: Facts): void;
  /** The facts as conditions and texts see them, derived ones included. */
  facts(): Facts;
  /** Takes note of an event; nudges that it triggers become candidates until the page ends. */
  record(event: RecordedEvent, now: number): void;
  /** Every sound nudge with what the facts say of it now. */
  candidates(now: number): Candidate[];
}

interface Rule {
  nudge: Nudge;
  who: Compiled;
  stages: { stage: Stage; condition: Compiled }[];
  triggers: ((event: RecordedEvent, now: number) => boolean)[];
  triggered: boolean;
}

/** Adds ratio and remaining to a meter that has a limit. */
function deriveUsage(facts: Facts): Facts {
  const usage: { [meter: string]: Json } = {};
  for (const [meter, value] of Object.entries(
    (facts.usage ?? {}) as { [meter: string]: { used?: Json; limit?: Json } | null },
  )) {
    const { used, limit } = value ?? {};
    const known = typeof used === 'number' && typeof limit === 'number' && limit > 0;
    usage[meter] = known
      ? { ...value, used, limit, ratio: used / limit, left: Math.max(0, limit - used) }
      : (value as Json);
  }
  return { ...facts, usage };
}

function compileRule(nudge: Nudge, at: string, ruleset: Ruleset, faults: Fault[]): Rule | undefined {
  const found: Fault[] = [];
  const compile = (condition: unknown, path: string) => {
    const compiled = compileCondition(condition, ruleset, path);
    found.push(...compiled.faults);
    return compiled;
  };
  // Only what is left out has a default: a null would otherwise let everybody in.
  const {
    who = {},
    what: { stages = [] },
  } = nudge;
  const rule: Rule = {
    nudge,
    who: compile(who, `${at}.who`),
    stages: stages.map((stage, index) => ({
      stage,
      condition: compile(stage.if, `${at}.what.stages[${index}].if`),
    })),
    triggers: nudge.when.on.flatMap((trigger, index) => {
      if (!('event' in trigger)) return [];
      const where = compile(
        trigger.where === undefined ? {} : trigger.where,
        `${at}.when.on[${index}].where`,
      );
      return [
        ({ name, properties = {} }: RecordedEvent, now: number) =>
          name === trigger.event && where.test?.({ event: properties }, now) === true,
      ];
    }),
    triggered: false,
  };
  faults.push(...found);
  return found.length ? undefined : rule;
}

const TRIAL: Omit<ArbiterContext, 'policy'> = {
  now: 0,
  ledger: {},
  categories: {},
  session: '',
  ids: { user: '-', account: '-' },
  path: '',
  hasSurface: () => true,
  busy: {},
  broken: {},
  identityPending: false,
  explain: true,
};

const EMPTY_STAGE = { id: '' } as const;

function judge({ nudge, who, stages, triggered }: Rule, facts: Facts, now: number): Candidate {
  const holds = stages.find(({ condition }) => condition.test?.(facts, now) === true);
  const stage = stages.length ? holds?.stage : EMPTY_STAGE;
  const paths = [...who.paths, ...stages.flatMap(({ condition }) => condition.paths)];
  const level = nudge.when.on.some(
    (trigger) =>
      'page' in trigger || ('usage' in trigger && readPath(facts, `usage.${trigger.usage}`) !== null),
  );
  return {
    nudge,
    who: who.test?.(facts, now),
    ...(stage && { stage }),
    triggered: triggered || level,
    episode: fillEpisode(nudge.how?.episode ?? '{stage}', stage?.id ?? '', facts),
    values: Object.fromEntries(paths.map((path) => [path, readPath(facts, path)])),
  };
}

/**
 * Compiles a ruleset once and answers for changing facts and events. A defective nudge is rejected whole with its
 * faults and never shows. Pure: time is an argument.
 */
export function createEngine(ruleset: Ruleset): Engine {
  const faults: Fault[] = [];
  const rules = ruleset.nudges.flatMap((nudge, index) => {
    const at = `nudges[${index}]`;
    try {
      const rule = compileRule(nudge, at, ruleset, faults);
      // The collector serves checked documents; what stands in for it may not. A trial decision finds what is broken.
      if (rule) arbitrate([judge(rule, {}, 0)], { ...TRIAL, policy: ruleset.policy ?? {} });
      return rule ?? [];
    } catch {
      faults.push({ code: 'type', path: at, detail: 'a nudge' });
      return [];
    }
  });
  let facts: Facts = {};
  return {
    faults,
    nudges: rules.map(({ nudge }) => nudge),
    setFacts(next) {
      facts = deriveUsage(next);
    },
    facts: () => facts,
    record(event, now) {
      for (const rule of rules) rule.triggered ||= rule.triggers.some((fires) => fires(event, now));
    },
    candidates: (now) => rules.map((rule) => judge(rule, facts, now)),
  };
}
