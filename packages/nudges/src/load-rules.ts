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
  /** What the rules ask of past events, if they do. */
  past: CounterKeeper | undefined;
}

/** What only some rules need, a page without such rules does not load. Should it not come, these rules are rejected. */
async function loadParts(rules: string, link: NudgeLink, view: Window, onChange: () => void) {
  const unless = () => undefined;
  const [past, regex] = await Promise.all([
    rules.includes('"$did"') ? import('./counter-keeper.js').catch(unless) : undefined,
    /"\$(regex|v)/.test(rules) ? loadRegex().catch(unless) : undefined,
  ]);
  return { past: past?.keepCounters(link, view, onChange), regex };
}

/** Compiles a ruleset and tells the host what is wrong with it. `onChange` is called when more is known of the past. */
export async function loadRules(
  ruleset: Ruleset,
  link: NudgeLink,
  view: Window,
  onChange: () => void,
): Promise<Rules> {
  const { past, regex } = await loadParts(JSON.stringify(ruleset), link, view, onChange);
  const engine = createEngine(ruleset, { regex, counters: past?.counters });
  for (const { path, code, detail } of engine.faults) {
    const cure = 'Correct the ruleset; `checkRuleset` of @tendril/rules says how.';
    link.notices.emit('error', { code: 'rule', message: `${path}: ${code} ${detail ?? ''}`, cure });
  }
  const nudges = new Map(engine.nudges.map((nudge) => [nudge.id, nudge]));
  const categories = Object.fromEntries(engine.nudges.map(({ id, category }) => [id, category]));
  return { engine, ruleset, nudges, categories, broken: {}, past };
}
