import type { Ruleset } from '@tendril/protocol';
import type { Fault } from '../condition/fault.js';
import type { Binder } from './binder.js';
import { type CompileTriggers, compileRule, type Rule } from './rule.js';
import { compileScore, type Score } from './score.js';

/** What is worked out again when something that it depends on changes. Empty where the document is defective. */
export interface Unit {
  rule?: Rule;
  score?: Score;
}

/**
 * Compiles scores and nudges one by one: what is wrong with one does not touch the others. `mark` says that a unit is
 * to be worked out; the names of sound scores go into `sound`, and what is wrong into
 * `faults`.
 */
export function compileRuleset(
  { scores, nudges }: Ruleset,
  bindTo: (unit: Unit) => Binder,
  mark: (unit: Unit) => void,
  sound: Set<string>,
  faults: Fault[],
  compileTriggers: CompileTriggers,
) {
  function compileUnit(path: string, compile: (bind: Binder, again: () => void) => Unit): Unit {
    const unit: Unit = {};
    const bind = bindTo(unit);
    const again = () => mark(unit);
    const before = faults.length;
    try {
      const compiled = compile(bind, again);
      if (faults.length === before) Object.assign(unit, compiled);
    } catch {
      // The collector serves checked documents; what stands in for it may not.
      faults.push({ code: 'type', path });
    }
    again();
    return unit;
  }

  return {
    /** In the order of the document: a score reads only those before it. */
    scores: Object.entries(scores ?? {}).map(([name, list]) => {
      const at = `scores.${name}`;
      const unit = compileUnit(at, (bind) => ({ score: compileScore(name, list, at, bind) }));
      if (unit.score) sound.add(name);
      return unit;
    }),
    rules: nudges.flatMap((nudge, index) => {
      const at = `nudges[${index}]`;
      const compile = (bind: Binder, again: () => void) => ({
        rule: compileRule(nudge, at, bind, again, compileTriggers),
      });
      return compileUnit(at, compile).rule ?? [];
    }),
  };
}
