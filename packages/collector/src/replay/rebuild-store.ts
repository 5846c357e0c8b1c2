import { createEntryApplier } from '../applier/apply-entries.js';
import type { CountPlan } from '../counting/count-plan.js';
import type { IpPolicy } from '../ingest/apply-ip-policy.js';
import type { EventLog, Position } from '../log/event-log.port.js';
import type { AcceptedEvent, Store } from '../store/store.port.js';
import { createMembershipCarrier } from './membership-carrier.js';

const STEP_RECORDS = 64;
const STEP_EVENTS = 1000;

export interface RebuildParts {
  log: EventLog;
  /** The read model that there was: it knows the events of records that the log holds no more. */
  before?: Store;
  /** Empty. */
  after: Store;
  ip: IpPolicy;
  /** What is counted of the events. */
  plan: CountPlan;
  /** Told the position that was reached. */
  onProgress: (position: Position) => void;
}

/** What a rebuild did. */
export interface Rebuilt {
  /** Position of the first record of the log; 1 unless it was trimmed. */
  begin: Position;
  /** Events that came from the earlier read model, because their records were trimmed. */
  carried: number;
  position: Position;
}

/** Parts where the position changes: a position can be applied once. */
async function* byPosition(store: Store, end: Position): AsyncGenerator<[Position, AcceptedEvent[]]> {
  let held: AcceptedEvent[] = [];
  for (let after = 0; ; ) {
    const page = await store.applied(after, STEP_EVENTS);
    for (const { seq, ...event } of page) {
      after = seq;
      if (event.position >= end) continue;
      const position = held.at(-1)?.position;
      if (position !== undefined && event.position > position && held.length >= STEP_EVENTS) {
        yield [position, held];
        held = [];
      }
      held.push(event);
    }
    if (page.length === 0) break;
  }
  const last = held.at(-1);
  if (last) yield [last.position, held];
}

const carryOver = async (parts: RebuildParts, begin: Position): Promise<number> => {
  const { before, after, plan, onProgress } = parts;
  let carried = 0;
  if (!before || begin === 1) return carried;
  const memberships = createMembershipCarrier(before, after);
  for await (const [position, events] of byPosition(before, begin)) {
    await memberships.carry(position);
    await after.apply(position, { events, deadLetters: [], controls: [] }, plan);
    carried += events.length;
    onProgress(position);
  }
  await memberships.carry(begin);
  return carried;
};

/** From when on the rebuilt store misses no event: what was trimmed is known of the earlier store, if at all. */
const knownFrom = async ({ log, before }: RebuildParts, begin: Position): Promise<number> => {
  if (begin === 1) return 0;
  if (before) return before.storedFrom();
  return (await log.read(0, 1))[0]?.record.receivedAt ?? 0;
};

/**
 * Fills an empty store: with the events of the earlier one as far as the log was trimmed, and with the log from there.
 * Dead letters, and facts whose events retention removed, are known from the log alone.
 */
export const rebuildStore = async (parts: RebuildParts): Promise<Rebuilt> => {
  const { log, after, ip, plan, onProgress } = parts;
  const end = await log.lag(0);
  const begin = (await log.read(0, 1))[0]?.position ?? end + 1;
  await after.beginAt(await knownFrom(parts, begin));
  await after.keepCounters([...plan.counters.keys()]);
  const carried = await carryOver(parts, begin);
  let position = begin - 1;
  // The trimmed part counts as applied, also when nothing of it is left.
  await after.apply(position, { events: [], deadLetters: [], controls: [] });
  // The dead letters say what was set aside, as they did the first time.
  const entries = createEntryApplier({ store: after, ip, plan: () => plan, onAside: () => {} });
  for (;;) {
    const applied = await entries.apply(await log.read(position, STEP_RECORDS));
    if (!applied) return { begin, carried, position };
    position = applied.position;
    onProgress(position);
  }
};
