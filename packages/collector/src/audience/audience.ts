import type { Json, Nudge, Ruleset } from '@tendril/protocol';
import { compileCondition, type Facts, type Leaf, readPath, type Test } from '@tendril/rules';

/** Whom one nudge is for, as far as that can be told without a page. */
export interface Audience {
  nudge: Nudge;
  /** It shows to nobody, by what the document says of it: it is paused, or over. */
  isOff(now: number): boolean;
  /** Who shows no token is given it. */
  isPublic: boolean;
  /** It can not be for these: a fact that is known of them says no. */
  excludes(facts: Facts, now: number): boolean;
}

/** A group that conditions look somebody up in: a list of people or accounts. Who is in it is nobody else's business. */
export interface PrivateGroup {
  name: string;
  /** Of the facts that are looked up. */
  paths: ReadonlySet<string>;
}

export interface Audiences {
  nudges: Audience[];
  privateGroups: PrivateGroup[];
}

const rootOf = (path: string): string => path.split('.')[0] ?? '';
/** Facts that the collector has of its own, and that a page changes only by telling the collector. */
const KEPT = ['user', 'account'];
/** Facts that only a token opens. */
const OPENED = ['account', 'trend'];
const unknown: Test = () => undefined;

/** An end that can not be read is none here: the page keeps such a nudge off by itself. */
const isOff = ({ mode, schedule }: Nudge, now: number): boolean =>
  mode === 'paused' || Date.parse(schedule?.end ?? '') <= now;

/** Decided by what is known of the person. Where a fact is missing, or time goes by, the page may know better. */
const decided = ({ paths, did, timed, test }: Leaf): Test => {
  if (did || timed || !paths.every((path) => KEPT.includes(rootOf(path)))) return unknown;
  return (facts, now) =>
    paths.some((path) => readPath(facts, path) === null) ? undefined : test(facts, now);
};

const isOpened = ({ paths, did }: Leaf): boolean =>
  did?.scope === 'account' || paths.some((path) => OPENED.includes(rootOf(path)));

/** Names of groups in the operand of a leaf. */
const groupsIn = (operand: Json): string[] => {
  if (typeof operand !== 'object' || operand === null) return [];
  return Object.entries(operand).flatMap(([key, inner]) =>
    (key === '$inGroup' || key === '$notInGroup') && typeof inner === 'string'
      ? inner
      : groupsIn(inner as Json),
  );
};

const noteGroups = ({ key, paths }: Leaf, found: Map<string, Set<string>>): boolean => {
  const kept = paths.filter((path) => KEPT.includes(rootOf(path)));
  const names = kept.length > 0 ? groupsIn((JSON.parse(key) as [string, Json])[1]) : [];
  for (const name of names) {
    const known = found.get(name) ?? new Set();
    found.set(name, known);
    for (const path of kept) known.add(path);
  }
  return names.length > 0;
};

/** Looks at all conditions of a sound ruleset. */
export const audiencesOf = (ruleset: Ruleset): Audiences => {
  const groups = new Map<string, Set<string>>();
  const { scores = {} } = ruleset;

  const compileOne = (condition: unknown) => {
    let isPublic = true;
    const leaf = (one: Leaf): Test => {
      const looksUp = noteGroups(one, groups);
      if (looksUp || isOpened(one)) isPublic = false;
      for (const path of one.paths) {
        const parts = rootOf(path) === 'score' ? (scores[path.split('.')[1] ?? ''] ?? []) : [];
        for (const part of parts) if (!compileOne(part.if).isPublic) isPublic = false;
      }
      return decided(one);
    };
    const { test = unknown } = compileCondition(condition, { ...ruleset, did: () => unknown, leaf });
    return { test, isPublic };
  };

  const nudges = ruleset.nudges.map((nudge): Audience => {
    const who = compileOne(nudge.who ?? {});
    const stages = (nudge.what.stages ?? []).map((stage) => compileOne(stage.if));
    return {
      nudge,
      isOff: (now) => isOff(nudge, now),
      isPublic: nudge.public ?? [who, ...stages].every(({ isPublic }) => isPublic),
      excludes: (facts, now) => who.test(facts, now) === false,
    };
  });
  return { nudges, privateGroups: [...groups].map(([name, paths]) => ({ name, paths })) };
};
