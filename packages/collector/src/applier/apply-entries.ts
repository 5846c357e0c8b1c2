import type { CountPlan } from '../counting/count-plan.js';
import type { IpPolicy } from '../ingest/apply-ip-policy.js';
import type { LogEntry, Position } from '../log/event-log.port.js';
import { messageOf } from '../problem.js';
import type { Applied, Store } from '../store/store.port.js';
import { isOfTheValues } from './is-of-the-values.js';
import { openChunk } from './open-chunk.js';

/** Events of one request are tried one by one up to this number: each try applies all others. */
const MAX_TRIES = 100;
/** When so many requests in a row can not be stored, it is not the requests. */
const MAX_IN_ROW = 10;

export interface EntryApplierParts {
  store: Pick<Store, 'apply'>;
  ip: IpPolicy;
  plan: () => CountPlan;
  /** Told of a request of which at least one event can not be stored, and why. */
  onAside: (entry: LogEntry, error: unknown) => void;
}

/** What was done of some entries; `position` is how far. */
export interface AppliedEntries extends Applied {
  position: Position;
}

/**
 * Applies entries of the log to a store, which must never stop at one of them: it would hold back everything after it. An
 * event that passed every check, and that the store can not take all the same, becomes a dead letter, and with it as
 * few others of its request as can be. What is wrong with the store itself is thrown.
 */
export interface EntryApplier {
  /** As many of the entries as make one chunk, after `from`; undefined when there are none. */
  apply(entries: LogEntry[], from?: Position): Promise<AppliedEntries | undefined>;
}

export const createEntryApplier = ({ store, ip, plan, onAside }: EntryApplierParts): EntryApplier => {
  let asideInRow = 0;

  const applyChunk = async (
    entries: LogEntry[],
    from: Position | undefined,
    aside?: { at: number | 'all'; error: unknown },
  ): Promise<AppliedEntries | undefined> => {
    const issue = aside && {
      code: 'value' as const,
      path: 'event',
      message: `can not be stored (${messageOf(aside.error)})`,
      cure: 'Mend it, or ask the makers of Tendril; then replay it',
    };
    const next = openChunk(entries, ip, issue && { at: aside.at, issue });
    if (!next) return undefined;
    const chunk = { ...next.chunk, ...(from !== undefined && { from }) };
    return { ...(await store.apply(next.position, chunk, plan())), position: next.position };
  };

  /** Leaves out the one event that can not be stored, or all where there are more of them. */
  const spare = async (
    entry: LogEntry,
    from: Position | undefined,
    error: unknown,
  ): Promise<AppliedEntries | undefined> => {
    asideInRow += 1;
    if (entry.record.kind === 'control' || asideInRow > MAX_IN_ROW) throw error;
    const { events = [], deadLetters = [] } = openChunk([entry], ip)?.chunk ?? {};
    const count = events.length + deadLetters.length;
    const without = async (at: number | 'all'): Promise<AppliedEntries | undefined> => {
      const applied = await applyChunk([entry], from, { at, error });
      onAside(entry, error);
      return applied;
    };
    for (let at = 0; count > 1 && count <= MAX_TRIES && at < count; at += 1) {
      try {
        return await without(at);
      } catch (again) {
        if (!isOfTheValues(again)) throw again;
      }
    }
    return without('all');
  };

  const apply: EntryApplier['apply'] = async (entries, from) => {
    try {
      const applied = await applyChunk(entries, from);
      asideInRow = 0;
      return applied;
    } catch (error) {
      const [first, ...others] = entries;
      if (!first || !isOfTheValues(error)) throw error;
      return others.length > 0 ? apply([first], from) : spare(first, from, error);
    }
  };
  return { apply };
};
