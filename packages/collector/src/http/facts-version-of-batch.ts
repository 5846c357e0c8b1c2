import type { FactsVersions } from '../facts/facts-versions.js';
import type { Viewer } from '../facts/subject.js';
import type { Envelope } from '../ingest/envelope.js';
import type { GoodEvent } from '../ingest/sort-events.js';

/** Who a batch is of: the person and the account of its newest event. */
const viewerOf = ({ context }: Envelope, good: GoodEvent[]): Viewer => {
  const newest = good.at(-1);
  const groupId = newest?.context?.groupId ?? context?.groupId;
  return {
    ...(newest?.userId !== undefined && { user: newest.userId }),
    ...(typeof groupId === 'string' && { account: groupId }),
  };
};

/** The current version of the facts, for a client that shows an earlier one of the same person; else undefined. */
export const factsVersionOfBatch = async (
  versions: FactsVersions,
  envelope: Envelope,
  good: GoodEvent[],
): Promise<string | undefined> => {
  if (envelope.facts === undefined) return undefined;
  const viewer = viewerOf(envelope, good);
  return versions.isOf(envelope.facts, viewer) ? versions.current(viewer) : undefined;
};
