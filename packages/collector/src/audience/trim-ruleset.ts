import type { Json, Nudge, Ruleset } from '@tendril/protocol';

interface Named {
  segments: Set<string>;
  groups: Set<string>;
}

/** Notes every name of a segment or a group that stands in conditions. */
const noteNames = (value: unknown, found: Named): void => {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === '$segment') found.segments.add(inner);
    else if (key === '$inGroup' || key === '$notInGroup') found.groups.add(inner);
    else if (key === '$savedGroup' && typeof inner?.id === 'string') {
      // Either of them may be meant.
      found.segments.add(inner.id);
      found.groups.add(inner.id);
    } else noteNames(inner, found);
  }
};

const pick = <Value>(
  from: { [name: string]: Value },
  wanted: (name: string) => boolean,
): { [name: string]: Value } => Object.fromEntries(Object.entries(from).filter(([name]) => wanted(name)));

/**
 * A ruleset of these nudges alone, with the segments, scores and groups that they need, directly or not. `groups` stand
 * in for lists of the same name. Keys keep their order, so that equal rulesets are equal texts.
 */
export const trimRuleset = (
  ruleset: Ruleset,
  nudges: Nudge[],
  groups: { [name: string]: Json[] } = {},
): Ruleset => {
  const named: Named = { segments: new Set(), groups: new Set() };
  const { segments = {}, scores = {} } = ruleset;
  const needed = { segments: new Set<string>(), scores: new Set<string>() };
  /** What is needed for the first time: it may need others in turn. */
  const take = (from: object, into: Set<string>, isNamed: (name: string) => boolean): unknown[] =>
    Object.entries(from).flatMap(([name, value]) => {
      if (into.has(name) || !isNamed(name)) return [];
      into.add(name);
      return [value];
    });
  for (let read: unknown[] = nudges; read.length > 0; ) {
    noteNames(read, named);
    // Texts and episodes name scores too.
    const text = JSON.stringify(read);
    read = [
      ...take(segments, needed.segments, (name) => named.segments.has(name)),
      ...take(scores, needed.scores, (name) => text.includes(`score.${name}`)),
    ];
  }
  return {
    ...ruleset,
    ...(ruleset.segments && { segments: pick(segments, (name) => needed.segments.has(name)) }),
    ...(ruleset.groups && {
      groups: {
        ...pick(ruleset.groups, (name) => named.groups.has(name)),
        ...pick(groups, (name) => named.groups.has(name)),
      },
    }),
    ...(ruleset.scores && { scores: pick(scores, (name) => needed.scores.has(name)) }),
    nudges,
  };
};
