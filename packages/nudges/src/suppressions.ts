import type { Decision, GateName } from '@tendril/rules';

/** A page tells at most this often. */
const MAX_TOLD = 20;
/** Answers of the first moments, and gates that do not speak of a nudge that would otherwise show. */
const QUIET: (GateName | 'shown')[] = [
  'shown',
  'invalid',
  'paused',
  'schedule',
  'who',
  'stage',
  'trigger',
  'holdout',
  'identity-pending',
  'hidden-tab',
];

export type PickSuppressed = (decisions: readonly Decision[]) => Decision[];

/** Picks the decisions against a nudge that are worth telling: each nudge and reason once. */
export function createSuppressions(): PickSuppressed {
  const told = new Set<string>();
  return (decisions) =>
    decisions.filter(({ nudge, reason }) => {
      const key = `${nudge} ${reason}`;
      if (QUIET.includes(reason) || told.size >= MAX_TOLD || told.has(key)) return false;
      told.add(key);
      return true;
    });
}
