import { createHash } from 'node:crypto';
import type { KnownFacts, Ruleset } from '@tendril/protocol';
import type { Membership, Standing } from '@tendril/rules';
import type { RulesetCut } from '../audience/ruleset-cuts.js';
import { storedCounters } from '../counting/stored-counters.js';
import type { MembershipChange, NewMembershipChange } from '../facts/membership-changes.port.js';
import { asFacts, readFacts } from '../facts/read-facts.js';
import { toIsoTime } from '../ingest/iso-time.js';
import type { Store } from '../store/store.port.js';
import { standingFacts } from './standing-facts.js';
import type { DueStanding, Judgement } from './standing-keeper.port.js';

/** What a judgement found. */
export interface Judged {
  judgement: Judgement;
  changes: NewMembershipChange[];
}

const HASH_CHARS = 16;
const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, HASH_CHARS);

/** Names what a ruleset says about memberships. Texts and places of nudges do not matter. */
export const definitionsOf = ({ segments, scores, groups, orders, nudges }: Ruleset): string =>
  hashOf([
    ...[segments, scores, groups, orders],
    nudges.map(({ id, mode, who, what: { stages, margin } }) => [
      ...[id, mode, who, margin],
      stages?.map((stage) => [stage.id, stage.if]),
    ]),
  ]);

const isSame = (one: Membership, other: Membership): boolean =>
  one.kind === other.kind && one.name === other.name;

const causeOf = ({ isAsked, judgedBy }: DueStanding, definitions: string): MembershipChange['cause'] => {
  if (judgedBy !== undefined && judgedBy !== definitions) return 'ruleset';
  return isAsked ? 'facts' : 'time';
};

/** What is unknown stays as it is; what is defined no more is left. */
const changesOf = (
  { memberships }: Standing,
  { held }: DueStanding,
): (Membership & Pick<MembershipChange, 'change'>)[] => [
  ...memberships
    .filter((one) => one.holds === true && !held.some((other) => isSame(one, other)))
    .map(({ kind, name }) => ({ kind, name, change: 'entered' as const })),
  ...held
    .filter((one) => (memberships.find((other) => isSame(one, other)) ?? { holds: false }).holds === false)
    .map(({ kind, name }) => ({ kind, name, change: 'left' as const })),
];

const figuresOf = (known: KnownFacts, standing: Standing): MembershipChange['figures'] => {
  const { score } = standingFacts(standing);
  const { usage, trend } = known;
  return { ...(usage && { usage }), ...(trend && { trend }), ...(score && { score }) };
};

/** Judges one standing by a ruleset, at `now` (epoch milliseconds). */
export const judgeStanding = async (
  store: Store,
  { standings, plan }: RulesetCut,
  definitions: string,
  due: DueStanding,
  now: number,
): Promise<Judged> => {
  const { viewer, held } = due;
  const known = await readFacts(store, viewer, now);
  const standing = standings.judge({
    facts: asFacts(known),
    tallies: await storedCounters(store, viewer, plan),
    now,
    held: (one) => held.some((other) => isSame(one, other)),
    // What is asked of an account as a whole is said once, of the account, and not of each of its people.
    ...(viewer.account !== undefined && { unit: viewer.user === undefined ? 'account' : 'user' }),
  });
  const cause = causeOf(due, definitions);
  const common = { viewer, cause, at: toIsoTime(now), figures: figuresOf(known, standing) };
  return {
    judgement: {
      judgedBy: definitions,
      judgedOn: hashOf(known),
      ...(standing.until < Infinity && { until: standing.until }),
    },
    changes: changesOf(standing, due).map((change) => ({ ...common, ...change })),
  };
};
