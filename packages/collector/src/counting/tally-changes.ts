import { type Counter, counts } from '@tendril/rules';
import { accountOwnerOf, type Owner, ownerKey, personOf } from '../facts/owner.js';
import { isPreview } from '../ledger/nudge-event.js';
import type { Position } from '../log/event-log.port.js';
import type { AcceptedEvent, ReceivedEvent } from '../store/store.port.js';
import type { CountPlan } from './count-plan.js';

/** What events add to one counter of one owner. */
export interface TallyChange {
  counter: Counter;
  owner: Owner;
  /** When they were, epoch milliseconds, in the order in which they came. */
  instants: number[];
  /** Of the log, of the last of them. */
  position: Position;
}

/** What is to be known of an event to count it. */
export type CountedEvent = Pick<AcceptedEvent, 'event' | 'position'>;

/** The name that rules know an event by, as in the browser: a page view is `page`. */
const nameOf = ({ event, type }: ReceivedEvent): string => event ?? type;

const addTo = (
  changes: Map<string, TallyChange>,
  counter: Counter,
  { event, position }: CountedEvent,
): void => {
  const owner = counter.scope === 'account' ? accountOwnerOf(event) : personOf(event);
  const at = Date.parse(event.timestamp);
  if (!owner || !counts(counter, event.properties ?? {}, at)) return;
  const key = counter.key + ownerKey(owner);
  const change = changes.get(key) ?? { counter, owner, instants: [], position };
  changes.set(key, change);
  change.instants.push(at);
  change.position = Math.max(change.position, position);
};

/**
 * What events add to the counters of a plan. Each event adds to a counter once, in the account that it happened in. What
 * bots do, and what nudges report in a preview, is not counted.
 */
export const tallyChanges = (plan: CountPlan, events: readonly CountedEvent[]): TallyChange[] => {
  const changes = new Map<string, TallyChange>();
  if (plan.counters.size === 0) return [];
  for (const counted of events) {
    const { event } = counted;
    if (event.context?.bot === true || isPreview(event)) continue;
    for (const counter of plan.of(nameOf(event))) addTo(changes, counter, counted);
  }
  return [...changes.values()];
};
