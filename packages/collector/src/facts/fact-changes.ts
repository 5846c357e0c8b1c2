import { type Json, USAGE_EVENT } from '@tendril/protocol';
import { SERVER_KEY } from '../keys/server-key.js';
import { isNudgeEvent } from '../ledger/nudge-event.js';
import type { Position } from '../log/event-log.port.js';
import type { AcceptedEvent, ReceivedEvent } from '../store/store.port.js';
import { accountOf } from './owner.js';
import type { Subject } from './subject.js';

/** `at` is when it happened, ISO 8601: the later one wins, whichever comes first. */
interface Dated {
  at: string;
  position: Position;
}
export interface TraitChange extends Dated {
  subject: Subject;
  name: string;
  value: Json;
  /** It counts against what was written before, whenever that was said: pages spoke where they have no word any more. */
  overrules?: boolean;
}
export interface UsageChange extends Dated {
  subject: Subject;
  meter: string;
  used: number;
  limit?: number;
}
/** Somebody was active on a UTC day; `account` is empty where there is none. `name` is that of a track event. */
export interface ActivityChange {
  account: string;
  user: string;
  day: string;
  name?: string;
  position: Position;
}

/**
 * Two names of one person: `other` is an anonymous id, or an earlier id that an alias joined to `user`. `isProven` says
 * that the host's backend sent that alias. Anybody can join names with a write key: those are not to be taken for users.
 */
export interface NameChange {
  user: string;
  other: string;
  isProven: boolean;
}

/** What events say about people and accounts, each thing once. */
export interface FactChanges {
  traits: TraitChange[];
  usage: UsageChange[];
  activity: ActivityChange[];
  names: NameChange[];
}

export const dayOf = (iso: string): string => iso.slice(0, 10);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const traitSubject = (event: ReceivedEvent): Subject | undefined => {
  if (event.type === 'group' && event.groupId) return { kind: 'account', id: event.groupId };
  return event.type === 'identify' && event.userId ? { kind: 'user', id: event.userId } : undefined;
};

const traitsOf = ({ position, event }: AcceptedEvent): TraitChange[] => {
  const subject = traitSubject(event);
  if (!subject) return [];
  const at = event.timestamp;
  return Object.entries(event.traits ?? {}).map(([name, value]) => ({ subject, name, value, at, position }));
};

/** JSON knows no infinity, but `1e999` reads as one. */
const isFigure = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** Usage belongs to the account; to the person where there is none. */
const usageOf = ({ position, event }: AcceptedEvent): UsageChange[] => {
  if (event.type !== 'track' || event.event !== USAGE_EVENT) return [];
  const { meter, used, limit } = event.properties ?? {};
  const account = accountOf(event);
  const id = account || event.userId;
  if (id === undefined || typeof meter !== 'string' || !isFigure(used)) return [];
  const subject: Subject = { kind: account ? 'account' : 'user', id };
  const at = event.timestamp;
  return [{ subject, meter, used, ...(isFigure(limit) && { limit }), at, position }];
};

/** What nudges report is no use of the product. */
const activityOf = ({ position, event }: AcceptedEvent): ActivityChange[] => {
  const { userId: user, type, event: name, timestamp } = event;
  if (user === undefined) return [];
  const isFeature = type === 'track' && name !== USAGE_EVENT && !isNudgeEvent(event);
  const change = { account: accountOf(event), user, day: dayOf(timestamp), position };
  return [{ ...change, ...(isFeature && name !== undefined && { name }) }];
};

const namesOf = ({
  writeKey,
  event: { type, userId: user, anonymousId, previousId },
}: AcceptedEvent): NameChange[] => {
  if (user === undefined) return [];
  const isProven = type === 'alias' && writeKey === SERVER_KEY;
  return [
    ...(anonymousId === undefined ? [] : [{ user, other: anonymousId, isProven: false }]),
    ...(previousId === undefined ? [] : [{ user, other: previousId, isProven }]),
  ];
};

const timeOf = (change: object): string => ('at' in change ? text(change.at) : '');

/** One of each key: of dated ones the latest, however they are ordered; of others the first, which changed something. */
const oneOfEach = <Change extends object>(
  changes: Change[],
  keyOf: (change: Change) => unknown[],
): Change[] => {
  const kept = new Map<string, Change>();
  for (const change of changes) {
    const key = JSON.stringify(keyOf(change));
    const known = kept.get(key);
    if (!known || ('at' in change && timeOf(known) <= timeOf(change))) kept.set(key, change);
  }
  return [...kept.values()];
};

/** The latest of each trait, however they are ordered; of two of the same time the second. */
export const latestTraits = (changes: TraitChange[]): TraitChange[] =>
  oneOfEach(changes, ({ subject, name }) => [subject, name]);

/** What events say about people and accounts. Events of bots say nothing. */
export const factChanges = (events: AcceptedEvent[]): FactChanges => {
  const human = events.filter(({ event }) => event.context?.bot !== true);
  return {
    traits: latestTraits(human.flatMap(traitsOf)),
    // One for each day: the samples of a trend are the last of their day.
    usage: oneOfEach(human.flatMap(usageOf), ({ subject, meter, at }) => [subject, meter, dayOf(at)]),
    activity: oneOfEach(human.flatMap(activityOf), ({ account, user, day, name }) => [
      account,
      user,
      day,
      name,
    ]),
    names: oneOfEach(events.flatMap(namesOf), ({ user, other, isProven }) => [user, other, isProven]),
  };
};
