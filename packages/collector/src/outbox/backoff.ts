const BASE_MS = 5000;
const LONGEST_MS = 6 * 3600 * 1000;
/** A receiver that asks for more is asked again after this. */
const LONGEST_ASKED_MS = 24 * 3600 * 1000;

/**
 * How long to wait after attempt `attempt` (from 1), milliseconds: full jitter, a random share of a time that doubles
 * from 5 seconds to 6 hours, so that what failed together does not come again together. Never earlier than the receiver
 * asked for (`Retry-After`), up to a day. Sixteen attempts take a day at most, and half of that as a rule.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export const backoffMs = (attempt: number, random: () => number, askedMs = 0): number => {
  const ceiling = Math.min(LONGEST_MS, BASE_MS * 2 ** (attempt - 1));
  return Math.max(random() * ceiling, Math.min(askedMs, LONGEST_ASKED_MS));
};
