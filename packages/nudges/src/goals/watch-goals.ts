import type { ActiveNudge, HeardEvent, NudgeLink } from '@tendril/core';
import type { Goal, Nudge, Ruleset } from '@tendril/protocol';
import {
  assignArm,
  type CompileOptions,
  compile,
  durationMs,
  type Facts,
  readPath,
  surfaceKey,
} from '@tendril/rules';
import { idsOf } from '../ids-of.js';
import type { LedgerKeeper } from '../ledger-keeper.js';
import type { Tell } from '../showing/tell.js';

/** A goal that the device looks out for. */
interface Watched {
  nudge: Nudge;
  goal: Goal;
  holds: (event: HeardEvent, now: number) => boolean;
}

function watchedOf(nudge: Nudge, options: CompileOptions): Watched[] {
  const { goal } = nudge;
  if (!goal) return [];
  // One that is defective never holds; the check of the ruleset says what is wrong.
  const { test } = compile(goal.where ?? {}, options, 'goal.where');
  const holds: Watched['holds'] = ({ name, properties }, now) =>
    name === goal.event && test?.({ event: properties }, now) === true;
  return [{ nudge, goal, holds }];
}

/** The last showing, which may have been of another page: its stage is not known any more. */
function activeOf(nudge: Nudge, episode: string, link: NudgeLink): ActiveNudge {
  const arm = assignArm(nudge.test, idsOf(link) ?? {})?.id;
  const { locale } = nudge.what;
  return {
    nudge,
    stage: undefined,
    episode,
    surface: surfaceKey(nudge),
    locale,
    text: {},
    ...(arm && { arm }),
  };
}

/**
 * Looks out for what nudges are for, on this device: a nudge whose `stopOn` names its goal ends then. Counted is the first
 * time within the window after each showing, for a control group too; what caused it is for the collector to say.
 */
export function watchGoals(
  link: NudgeLink,
  ruleset: Ruleset,
  regex: CompileOptions['regex'],
  ledger: LedgerKeeper,
  tell: Tell,
): () => void {
  const options = { ...ruleset, regex } as CompileOptions;
  const watched = ruleset.nudges.flatMap((nudge) => watchedOf(nudge, options));

  function look({ nudge, goal, holds }: Watched, event: HeardEvent): void {
    const now = link.ports.clock.now();
    const { shown, goalAt = 0 } = ledger.current()?.[nudge.id] ?? {};
    const last = shown?.at(-1);
    const lasts = durationMs(goal.window) ?? 0;
    if (!last || goalAt >= last.at || now > last.at + lasts || !holds(event, now)) return;
    const value = goal.value && readPath(event.properties as Facts, goal.value);
    const active = activeOf(nudge, last.episode, link);
    tell('nudge.goal', active, { event: event.name, ...(typeof value === 'number' && { value }) });
    if (nudge.how?.stopOn?.includes('goal')) tell('nudge.stopped', active, { on: 'goal' });
  }

  return link.onEvent((event) => {
    for (const one of watched) look(one, event);
  });
}
