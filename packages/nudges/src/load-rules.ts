import type { NudgeLink } from '@tendril/core';
import type { Nudge, Ruleset } from '@tendril/protocol';
import { type ArbiterContext, createEngine, type Engine, loadRegex } from '@tendril/rules';
import type { CounterKeeper } from './counter-keeper.js';

/** A ruleset ready to be asked. */
export interface Rules {
  engine: Engine;
  ruleset: Ruleset;
  nudges: Map<string, Nudge>;
  categories: ArbiterContext['categories'];
  /** Nudges that could not be drawn, and why. */
  broken: { [nudge: string]: string };
  /** What goes with the engine: counters of past events, where the rules ask of them, and the collector's time. */
  past: Pick<CounterKeeper, 'follow' | 'stop'>;
}

/** What only some rules need, a page without such rules does not load. Should it not come, these rules are rejected. */
async function loadParts(rules: string, link: NudgeLink, onChange: () => void) {
  const unless = () => undefined;
  const [past, regex, items] = await Promise.all([
    rules.includes('"$did"') ? import('./counter-keeper.js').catch(unless) : undefined,
    /"\$(regex|v)/.test(rules) ? loadRegex().catch(unless) : undefined,
    rules.includes('"checklist"') ? import('./item-score.js').catch(unless) : undefined,
  ]);
  return { past: past?.keepCounters(link, onChange), regex, withItems: items?.withItemScores };
}

/** What was counted explains a nudge as its facts do. */
function withCounts(engine: Engine, { segments }: Ruleset, past: CounterKeeper | undefined): Engine {
  if (!past) return engine;
  const textOf = (nudge: Nudge) => {
    const text = JSON.stringify(nudge);
    return text.includes('"$segment"') ? text + JSON.stringify(segments) : text;
  };
  return {
    ...engine,
    candidates: (now) =>
      engine.candidates(now).map((candidate) => ({
        ...candidate,
        values: () => ({ ...candidate.values(), ...past.counters.counted(textOf(candidate.nudge), now) }),
      })),
  };
}

/** Compiles a ruleset and tells the host what is wrong with it. `onChange` is called when more is known of the past. */
export async function loadRules(ruleset: Ruleset, link: NudgeLink, onChange: () => void): Promise<Rules> {
  const { past, regex, withItems } = await loadParts(JSON.stringify(ruleset), link, onChange);
  const engine = withCounts(
    createEngine(withItems?.(ruleset) ?? ruleset, { regex, counters: past?.counters }),
    ruleset,
    past,
  );
  for (const { path, code, detail } of engine.faults) {
    const cure = 'Correct the ruleset; `checkRuleset` of @tendril/rules says how.';
    link.notices.emit('error', { code: 'rule', message: `${path}: ${code} ${detail ?? ''}`, cure });
  }
  const untimed = link.time.listen(() => {
    engine.trustClock(link.ports.clock.now());
    onChange();
  });
  const nudges = new Map(engine.nudges.map((nudge) => [nudge.id, nudge]));
  const categories = Object.fromEntries(engine.nudges.map(({ id, category }) => [id, category]));
  const stop = () => {
    past?.stop();
    untimed();
  };
  return { engine, ruleset, nudges, categories, broken: {}, past: { follow: () => past?.follow(), stop } };
}
