import type { FactsVersions } from '../facts/facts-versions.js';
import type { Viewer } from '../facts/subject.js';
import type { Envelope } from '../ingest/envelope.js';
import type { GoodEvent } from '../ingest/good-event.js';

/** Who a batch is of: the person and the account of its newest event. */
const viewerOf = ({ context }: Envelope, good: GoodEvent[]): Viewer => {
  const newest = good.at(-1);
  const groupId = newest?.context?.groupId ?? context?.groupId;
  return {
    ...(newest?.userId !== undefined && { user: newest.userId }),
    ...(typeof groupId === 'string' && { account: groupId }),
  };
};

/**
 * Whom a batch is of, when it proves that: it shows a version of facts that was given to the same person, against their
 * token. A batch carries no token, because a beacon can not.
 */
export const provenViewer = (
  versions: FactsVersions,
  envelope: Envelope,
  good: GoodEvent[],
): Viewer | undefined => {
  const viewer = viewerOf(envelope, good);
  return envelope.facts !== undefined && versions.isOf(envelope.facts, viewer) ? viewer : undefined;
};
