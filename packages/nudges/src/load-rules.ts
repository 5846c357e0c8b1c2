import type { NudgeLink } from '@tendril/core';
import type { Nudge, Ruleset } from '@tendril/protocol';
import {
  type ArbiterContext,
  type CompileOptions,
  createEngine,
  type Engine,
  loadRegex,
} from '@tendril/rules';
import type { CounterKeeper } from './counter-keeper.js';
import type { OffersOf } from './showing/offers.js';
import type { Speaker } from './text/speak.js';

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
  /** Looks out for goals, if there are some. */
  goals: typeof import('./goals/watch-goals.js') | undefined;
  /** Waits for entitlements, if a nudge unlocks one. */
  unlocking: typeof import('./unlock/unlocks.js') | undefined;
  /** Buttons besides the document's own, where a rule offers a rest or an end. */
  offers: OffersOf | undefined;
  regex: CompileOptions['regex'];
  /** What draws these nudges; undefined until one is to show. */
  drawing: Speaker | undefined;
}

const unless = () => undefined;

/** What only some rules need, a page without such rules does not load. Should it not come, these rules are rejected. */
async function loadParts(rules: string, link: NudgeLink, onChange: () => void) {
  const has = (key: string) => rules.includes(`"${key}"`);
  const [past, regex, goals, unlocking, offers, items] = await Promise.all([
    has('$did') ? import('./counter-keeper.js').catch(unless) : undefined,
    /"\$(regex|v)/.test(rules) ? loadRegex().catch(unless) : undefined,
    has('goal') ? import('./goals/watch-goals.js').catch(unless) : undefined,
    has('unlock') ? import('./unlock/unlocks.js').catch(unless) : undefined,
    /"(snooze|neverAgain)":/.test(rules) ? import('./showing/offers.js').catch(unless) : undefined,
    has('checklist') ? import('./item-score.js').catch(unless) : undefined,
  ]);
  return {
    past: past?.keepCounters(link, onChange),
    regex,
    goals,
    unlocking,
    offers: offers?.offersOf,
    withItems: items?.withItemScores,
  };
}

/**
 * Compiles a ruleset and tells the host what is wrong with it. `onChange` is called when more is known of the past,
 * `onMissing` when what tells the host can not be loaded.
 */
export async function loadRules(
  ruleset: Ruleset,
  link: NudgeLink,
  onChange: () => void,
  onMissing: (error: unknown) => void,
): Promise<Rules> {
  const parts = await loadParts(JSON.stringify(ruleset), link, onChange);
  const { past, regex, withItems } = parts;
  const made = createEngine(withItems?.(ruleset) ?? ruleset, { regex, counters: past?.counters });
  const engine = past?.explaining(made, ruleset) ?? made;
  if (engine.faults.length)
    import('./tell-broken.js').then(({ tellFaults }) => tellFaults(link, engine), onMissing);
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
  return {
    engine,
    ruleset,
    nudges,
    categories,
    broken: {},
    drawing: undefined,
    ...parts,
    past: { follow: () => past?.follow(), stop },
  };
}
