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

const DAY_MS = 24 * 3600 * 1000;
const HASH_CHARS = 16;
const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, HASH_CHARS);

/** What a ruleset says about memberships, and its name. Texts and places of nudges do not matter. */
export interface Definitions {
  name: string;
  /** Whether it asks of facts that change with each day, such as "active on 3 days of 7". */
  isDaily: boolean;
}

const DAILY = /"(user\.activity|account\.activity|trend)\./;

export const definitionsOf = ({ segments, scores, groups, orders, nudges }: Ruleset): Definitions => {
  const said = [
    ...[segments, scores, groups, orders],
    nudges.map(({ id, mode, who, what: { stages, margin } }) => [
      ...[id, mode, who, margin],
      stages?.map((stage) => [stage.id, stage.if]),
    ]),
  ];
  return { name: hashOf(said), isDaily: DAILY.test(JSON.stringify(said)) };
};

/** Days are UTC. */
const nextDay = (now: number): number => (Math.floor(now / DAY_MS) + 1) * DAY_MS;

const isSame = (one: Membership, other: Membership): boolean =>
  one.kind === other.kind && one.name === other.name;

const causeOf = ({ isAsked, judgedBy }: DueStanding, { name }: Definitions): MembershipChange['cause'] => {
  if (judgedBy !== undefined && judgedBy !== name) return 'ruleset';
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
  definitions: Definitions,
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
  const until = Math.min(standing.until, definitions.isDaily ? nextDay(now) : Infinity);
  const common = { viewer, cause, at: toIsoTime(now), figures: figuresOf(known, standing) };
  return {
    judgement: {
      judgedBy: definitions.name,
      judgedOn: hashOf(known),
      ...(until < Infinity && { until }),
    },
    changes: changesOf(standing, due).map((change) => ({ ...common, ...change })),
  };
};
