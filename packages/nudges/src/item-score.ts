import type { Ruleset } from '@tendril/protocol';

/** Name of the score that is 1 while an item of a checklist is done. */
export const itemScore = (nudge: string, item: string): string => `${nudge}/${item}`;

/** A condition of an item is a score of one point: so it may ask of past events, and is looked at as they come. */
export function withItemScores(ruleset: Ruleset): Ruleset {
  const scores = ruleset.nudges.flatMap(({ id, what }) =>
    (what.checklist?.items ?? []).map((item) => [itemScore(id, item.id), [{ if: item.done, points: 1 }]]),
  );
  return scores.length
    ? { ...ruleset, scores: { ...ruleset.scores, ...Object.fromEntries(scores) } }
    : ruleset;
}
