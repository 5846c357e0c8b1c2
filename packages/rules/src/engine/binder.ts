import type { Ruleset } from '@tendril/protocol';
import { compile } from '../condition/compile.js';
import type { CompileOptions } from '../condition/compile-options.js';
import type { Fault } from '../condition/fault.js';
import { readPath } from '../condition/path.js';
import type { Truth } from '../condition/truth.js';
import type { EngineParts } from './engine-parts.js';
import type { HearOf } from './recorded-event.js';
import type { Watches } from './watches.js';

/** Says whether a condition holds now. */
export type Ask = () => Truth;

/** Compiles the conditions of one unit, whose leaves are watched on its behalf. */
export interface Binder {
  /** The facts that its conditions read. */
  readonly paths: string[];
  readonly segments: Ruleset['segments'];
  condition(condition: unknown, path: string): Ask;
  /** The fact itself, not a condition on it. */
  fact(path: string): () => unknown;
  /** Calls `fire` for every event of a name that satisfies `where`, which is asked of the event alone. */
  event(name: string, where: unknown, path: string, fire: (now: number) => void): void;
}

const SCORE = 'score.';

/**
 * Makes the binder of each unit. A score can be read once its name is in `scores`: a missing one must not read as a
 * fact that is not there. What is wrong with conditions goes into `faults`.
 */
export function createBinders<Unit>(
  ruleset: Ruleset,
  { regex, counters }: EngineParts,
  watches: Watches<Unit>,
  hear: HearOf,
  scores: ReadonlySet<string>,
  faults: Fault[],
): (unit: Unit) => Binder {
  const ofEvents = { ...ruleset, regex } as CompileOptions;
  return (unit) => {
    const paths: string[] = [];
    const ofFacts: CompileOptions = {
      ...ofEvents,
      // What a `$did` asks is made when its leaf is served.
      ...(counters && { did: () => () => undefined }),
      leaf: (leaf) => watches.watch(counters?.serve(leaf, hear) ?? leaf, unit),
    };
    return {
      paths,
      segments: ruleset.segments,
      condition(condition, path) {
        const { test, ...found } = compile(condition, ofFacts, path);
        faults.push(...found.faults);
        for (const one of found.paths) {
          paths.push(one);
          if (one.startsWith(SCORE) && !scores.has(one.slice(SCORE.length)))
            faults.push({ code: 'score', path, detail: one });
        }
        // All that it reads is watched, so that it needs neither facts nor time.
        return () => test?.(undefined, 0);
      },
      fact: (path) =>
        watches.watch({ key: path, paths: [path], test: (facts) => readPath(facts, path) }, unit),
      event(name, where, path, fire) {
        const { test, faults: found } = compile(where, ofEvents, path);
        faults.push(...found);
        hear(name, ({ properties = {} }, now) => test?.({ event: properties }, now) && fire(now));
      },
    };
  };
}
