import type { KnownFacts } from '@tendril/protocol';
import type { Standing } from '@tendril/rules';

/** How somebody stands, as facts. */
export const standingFacts = ({ scores, memberships }: Standing): Pick<KnownFacts, 'score' | 'segment'> => {
  const segments = memberships.filter(({ kind, holds }) => kind === 'segment' && holds);
  return {
    ...(Object.keys(scores).length > 0 && { score: scores }),
    ...(segments.length > 0 && {
      segment: Object.fromEntries(segments.map(({ name }) => [name, true] as const)),
    }),
  };
};
