import type { Json, Nudge, Ruleset } from '@tendril/protocol';
import type { Candidate } from '../arbiter/decision.js';
import type { Fault } from '../condition/fault.js';
import { readPath } from '../condition/path.js';
import { createBinders } from './binder.js';
import { compileRuleset, type Unit } from './compile-ruleset.js';
import type { EngineParts } from './engine-parts.js';
import { deriveUsage, type Facts } from './facts.js';
import type { Hear, HearOf, RecordedEvent } from './recorded-event.js';
import type { CompileTriggers, Judgement } from './rule.js';
import type { Score } from './score.js';
import { createWatches } from './watches.js';

export interface Engine {
  /** What is wrong with nudges and scores that were rejected. The others keep working. */
  readonly faults: readonly Fault[];
  readonly nudges: readonly Nudge[];
  /** Replaces the facts. `usage.<meter>.ratio` and `.left` are derived, and `score.<name>` where it is declared. */
  setFacts(facts: Facts): void;
  /** The facts as conditions and texts see them, derived ones included. */
  facts(): Facts;
  /**
   * Takes note of an event: counters count it, and nudges that it triggers become candidates until the document ends. Rules
   * that do not ask of this event cost nothing.
   */
  record(event: RecordedEvent, now: number): void;
  /** Looks again at what facts, events and time have touched since the last look: ids of the nudges that changed. */
  changes(now: number): string[];
  /** A page begins, as a single-page app changes it: `page` triggers fire anew. The first look begins the first page. */
  openPage(now: number): void;
  /** The person has closed what they asked for: it takes another gate or call to open that nudge again. */
  answer(nudge: string): void;
  /** Every sound nudge with what the facts say of it now. */
  candidates(now: number): Candidate[];
  /** No candidate changes by time alone before this instant (epoch ms), so that one timer is enough. */
  nextFlip(): number;
  /**
   * The clock is right: the server's time says so. After a jump of more than a day, forth or back, all that depends on
   * time is unknown until this is called.
   */
  trustClock(now: number): void;
}

/** All of a judgement that others act upon. */
const gist = ({ who, stage, triggered, episode }: Partial<Judgement> = {}): string =>
  `${[who, stage?.id, triggered?.at, triggered?.asked, episode]}`;

/** See `createEngine`, which gives it its triggers. */
export function buildEngine(ruleset: Ruleset, parts: EngineParts, compileTriggers: CompileTriggers): Engine {
  const dirty = new Set<Unit>();
  const mark = (unit: Unit) => dirty.add(unit);
  const byName = new Map<string, Hear[]>();
  const watches = createWatches<Unit>(mark);
  const sound = new Set<string>();
  const hear: HearOf = (name, one) => {
    const hearers = byName.get(name) ?? [];
    hearers.push(one);
    byName.set(name, hearers);
  };
  const faults: Fault[] = [];
  const bindTo = createBinders(ruleset, parts, watches, hear, sound, faults);
  const { scores, rules } = compileRuleset(ruleset, bindTo, mark, sound, faults, compileTriggers);
  let facts: Facts = {};
  let points: { [name: string]: Json } = {};
  let opened = false;

  const setFacts = (next: Facts) => {
    facts = { ...next, score: points };
  };

  function add({ name, sum }: Score, now: number): void {
    const total = sum();
    points = { ...points, [name]: Number.isNaN(total) ? null : total };
    setFacts(facts);
    watches.setFacts(facts, now);
  }

  function openPage(now: number): void {
    opened = true;
    for (const { triggers } of rules) triggers.openPage(now);
  }

  function changes(now: number): string[] {
    if (!opened) openPage(now);
    watches.passTime(now);
    watches.setFacts(facts, now);
    for (const unit of scores) if (unit.score && dirty.has(unit)) add(unit.score, now);
    const changed: string[] = [];
    for (const { rule } of dirty) {
      if (!rule) continue;
      const before = gist(rule.said);
      rule.said = rule.judge(now);
      if (before !== gist(rule.said)) changed.push(rule.nudge.id);
    }
    dirty.clear();
    return changed;
  }

  return {
    faults,
    nudges: rules.map(({ nudge }) => nudge),
    setFacts: (next) => setFacts(deriveUsage(next)),
    facts: () => facts,
    record(event, now) {
      watches.passTime(now);
      for (const one of byName.get(event.name) ?? []) one(event, now);
    },
    changes,
    openPage,
    answer: (id) => rules.find(({ nudge }) => nudge.id === id)?.triggers.answer(),
    candidates(now) {
      changes(now);
      return rules.map(({ said, paths }) => ({
        ...(said as Judgement),
        values: () => Object.fromEntries(paths.map((path) => [path, readPath(facts, path)])),
      }));
    },
    nextFlip: watches.soonest,
    trustClock: watches.trustClock,
  };
}
