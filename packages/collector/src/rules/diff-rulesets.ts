import type { Json, Nudge, Ruleset } from '@tendril/protocol';

export interface NudgeDiff {
  id: string;
  /** Before and after. Equal ones are a mistake: a change of meaning counts `rev` up. */
  rev: [before: number, after: number];
  /** What changed within the nudge, such as `what.content.en.title`. */
  paths: string[];
}

/** What would change if one ruleset took the place of another. */
export interface RulesetDiff {
  isSame: boolean;
  added: string[];
  removed: string[];
  changed: NudgeDiff[];
  /** What changed besides nudges, such as `segments.power-users`. */
  other: string[];
}

type Value = Json | undefined;

const isBranch = (value: Value): value is { [key: string]: Json } | Json[] =>
  typeof value === 'object' && value !== null;
const keysOf = (value: Value): string[] => (isBranch(value) ? Object.keys(value) : []);
const read = (value: Value, key: string): Value =>
  isBranch(value) ? (value as { [key: string]: Json })[key] : undefined;

/** Paths of the values that differ, as deep as both sides have them. Order of keys does not matter. */
const changedPaths = (before: Value, after: Value, path: string): string[] => {
  if (!isBranch(before) || !isBranch(after) || Array.isArray(before) !== Array.isArray(after)) {
    return before === after ? [] : [path];
  }
  const keys = new Set([...keysOf(before), ...keysOf(after)]);
  return [...keys].flatMap((key) => {
    const step = Array.isArray(before) ? `[${key}]` : path === '' ? key : `.${key}`;
    return changedPaths(read(before, key), read(after, key), `${path}${step}`);
  });
};

const asJson = (value: object): Json => value as unknown as Json;
const byId = ({ nudges }: Ruleset): Map<string, Nudge> => new Map(nudges.map((nudge) => [nudge.id, nudge]));

/** Compares two rulesets, nudges by their id. */
export const diffRulesets = (before: Ruleset, after: Ruleset): RulesetDiff => {
  const [was, is] = [byId(before), byId(after)];
  const added = [...is.keys()].filter((id) => !was.has(id));
  const removed = [...was.keys()].filter((id) => !is.has(id));
  const changed = [...is.values()].flatMap((nudge): NudgeDiff[] => {
    const earlier = was.get(nudge.id);
    const paths = earlier ? changedPaths(asJson(earlier), asJson(nudge), '') : [];
    return earlier && paths.length > 0 ? [{ id: nudge.id, rev: [earlier.rev, nudge.rev], paths }] : [];
  });
  const { nudges: _was, ...restBefore } = before;
  const { nudges: _is, ...restAfter } = after;
  const other = changedPaths(asJson(restBefore), asJson(restAfter), '');
  const isSame = [added, removed, changed, other].every(({ length }) => length === 0);
  return { isSame, added, removed, changed, other };
};
