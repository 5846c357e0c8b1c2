/** Makes the next id. `fresh` draws the random part anew: for a new person, whom nothing may tie to the last one. */
export type NewId = (fresh?: true) => string;

/** Ids within one millisecond; the next one then counts for the next millisecond. */
const PER_MS = 1024;

/**
 * Makes messageIds: the time in milliseconds × 1,024, counted up within one and never back, in ten base-36 digits (until
 * 2081), then 16 random ones. So ids sort by time, which the store's order and a database's index live by. The random
 * part tells pages apart and stays the same on one page, which spares each event its making and a batch its bytes.
 */
export function createMessageIds(clock: () => number, random: () => Uint8Array): NewId {
  let last = 0;
  let tail = '';
  return (fresh) => {
    last = Math.max(last + 1, clock() * PER_MS);
    if (fresh || !tail) tail = Array.from(random(), (byte) => (byte % 36).toString(36)).join('');
    return `${last.toString(36)}-${tail}`;
  };
}

/** When an id was made, epoch milliseconds: what it begins with. NaN for ids of other makers. */
export const madeAt = (id: string): number => Math.floor(Number.parseInt(id, 36) / PER_MS);
