import type { Nudge, Stage } from '@tendril/protocol';
import type { Candidate } from '../arbiter/decision.js';
import type { Truth } from '../condition/truth.js';
import { compileEpisode } from '../episode.js';
import type { Triggered } from '../trigger/triggered.js';
import type { Binder } from './binder.js';
import { hasRatio, MARGIN, relax } from './relax.js';

/** The triggers of one nudge. */
export interface Triggers {
  /** What was asked for, else what fired last. Undefined while nothing has, or since it was cancelled. */
  last(now: number): Triggered | undefined;
  /** A page begins. */
  openPage(now: number): void;
  /** What was asked for is settled. */
  answer(): void;
}

/** Compiles `when`; throws where it is none. `mark` says that the nudge is to be judged again. */
export type CompileTriggers = (nudge: Nudge, path: string, bind: Binder, mark: () => void) => Triggers;

export type Judgement = Omit<Candidate, 'values'>;

/** A nudge ready to be judged. */
export interface Rule {
  readonly nudge: Nudge;
  /** The facts that it reads. */
  readonly paths: readonly string[];
  readonly triggers: Triggers;
  /** What the facts and triggers say of it now. */
  judge(now: number): Judgement;
  /** The last judgement, once there is one. */
  said?: Judgement;
}

const EMPTY_STAGE: Pick<Stage, 'id'> = { id: '' };

/**
 * Compiles a nudge; throws where it is none. What held when it was last judged gives way late, by the margin, so that a
 * figure at a threshold does not make it come and go. `mark` says that an event has triggered it.
 */
export function compileRule(
  nudge: Nudge,
  at: string,
  bind: Binder,
  mark: () => void,
  compileTriggers: CompileTriggers,
): Rule {
  // Only what is left out has a default: a null would otherwise let everybody in.
  const {
    who = {},
    what: { stages = [], margin = MARGIN },
    how = {},
  } = nudge;

  function threshold(condition: unknown, path: string): (held: boolean) => Truth {
    const reach = bind.condition(condition, path);
    const keep = hasRatio(condition) ? bind.condition(relax(condition, margin, bind.segments), path) : reach;
    return (held) => (held ? keep : reach)();
  }

  const isAudience = threshold(who, `${at}.who`);
  const reached = stages.map((stage, index) => ({
    stage,
    holds: threshold(stage.if, `${at}.what.stages[${index}].if`),
  }));
  const episode = compileEpisode(how.episode ?? '{stage}', bind.fact);
  const triggers = compileTriggers(nudge, `${at}.when`, bind, mark);

  const rule: Rule = {
    nudge,
    paths: bind.paths,
    triggers,
    judge(now) {
      const held = rule.said?.who && rule.said.stage;
      // The first stage that holds is its stage.
      const stage = stages.length ? reached.find((one) => one.holds(held === one.stage))?.stage : EMPTY_STAGE;
      return {
        nudge,
        who: isAudience(!!held),
        stage,
        triggered: triggers.last(now),
        episode: episode(stage?.id ?? ''),
      };
    },
  };
  return rule;
}
