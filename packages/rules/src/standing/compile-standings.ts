import type { Nudge, Ruleset } from '@tendril/protocol';
import { nextFlip } from '../condition/flips.js';
import type { Truth } from '../condition/truth.js';
import { createCounters } from '../counters/counters.js';
import { deriveUsage, type Facts } from '../engine/facts.js';
import { MARGIN } from '../engine/relax.js';
import { type Asked, type BindCondition, createBind } from './bind-condition.js';
import type { Membership, StandingRequest, Standings } from './standing.js';

type Held = (membership: Membership) => boolean;

/** What a definition says now of each thing that one may be a member of. */
interface Definition {
  isOfPerson: boolean;
  say(facts: Facts, now: number, held: Held): [Membership, Truth][];
}

interface CompiledScore {
  name: string;
  isOfPerson: boolean;
  /** NaN while a part is unknown. */
  sum(facts: Facts, now: number): number;
}

const isOfPerson = (asked: Pick<Asked, 'isOfPerson'>[]): boolean => asked.some((one) => one.isOfPerson);

function compileScores({ scores = {} }: Ruleset, bind: BindCondition): CompiledScore[] {
  return Object.entries(scores).map(([name, parts]) => {
    const asked = parts.map((part) => ({ points: part.points, ...bind(part.if, 0, `score.${name}`) }));
    return {
      name,
      isOfPerson: isOfPerson(asked),
      sum: (facts, now) =>
        asked.reduce((total, { points, test }) => total + points * Number(test(facts, now, false)), 0),
    };
  });
}

function compileSegments({ segments = {} }: Ruleset, bind: BindCondition): Definition[] {
  return Object.entries(segments).map(([name, condition]) => {
    const membership = { kind: 'segment', name } as const;
    const { test, isOfPerson } = bind(condition, MARGIN);
    return { isOfPerson, say: (facts, now, held) => [[membership, test(facts, now, held(membership))]] };
  });
}

/** The stages of a nudge: of those who it is for, the first that holds, as the page decides it. */
function compileStages(
  { id, who = {}, what: { stages = [], margin = MARGIN } }: Nudge,
  bind: BindCondition,
): Definition {
  const audience = bind(who, margin);
  const reached = stages.map((stage) => ({
    membership: { kind: 'stage', name: `${id}/${stage.id}` } as const,
    ...bind(stage.if, margin),
  }));
  return {
    isOfPerson: isOfPerson([audience, ...reached]),
    say(facts, now, held) {
      const isFor = audience.test(
        facts,
        now,
        reached.some(({ membership }) => held(membership)),
      );
      const truths = reached.map(({ membership, test }) => test(facts, now, held(membership)));
      const first = truths.indexOf(true);
      return reached.map(({ membership }, index) => {
        const isReached = index === first || (truths[index] === undefined && first < 0 ? undefined : false);
        return [membership, isFor === false || isReached === false ? false : isFor && isReached];
      });
    },
  };
}

/**
 * Compiles what a ruleset says of people and accounts wherever they are: its scores, segments, and the stages of live
 * nudges. What depends on a page, a session or a device is unknown. Expects a ruleset that `checkRuleset` finds sound.
 */
export function compileStandings(ruleset: Ruleset): Standings {
  const counters = createCounters();
  const bind = createBind(ruleset, counters);
  const scores = compileScores(ruleset, bind);
  const live = ruleset.nudges.filter(({ mode = 'live' }) => mode === 'live');
  const staged = live.filter(({ what: { stages } }) => stages?.length);
  const definitions = [
    ...compileSegments(ruleset, bind),
    ...staged.map((nudge) => compileStages(nudge, bind)),
  ];
  // What nudges without stages ask of the past is counted too: pages ask for it.
  for (const { who = {} } of ruleset.nudges) bind(who, 0);
  for (const { if: condition } of ruleset.nudges.flatMap(({ what: { stages = [] } }) => stages))
    bind(condition, 0);

  function judge({ facts, tallies, now, held = () => false, unit }: StandingRequest) {
    counters.setTallies(tallies, now);
    const points: { [name: string]: number } = {};
    const found: (Membership & { holds: Truth })[] = [];
    const run = () => {
      let known: Facts = { ...deriveUsage(facts), score: {} };
      for (const { name, sum } of scores) {
        const total = sum(known, now);
        if (Number.isNaN(total)) continue;
        points[name] = total;
        known = { ...known, score: { ...points } };
      }
      for (const one of definitions) {
        if (unit && one.isOfPerson !== (unit === 'user')) continue;
        for (const [membership, holds] of one.say(known, now, held)) found.push({ ...membership, holds });
      }
      return undefined;
    };
    const until = nextFlip(run, facts, now);
    return { scores: points, memberships: found, until };
  }

  return {
    counters: counters.all,
    asksPeople: isOfPerson(definitions),
    isEmpty: !definitions.length,
    judge,
  };
}
