/**
 * Picks one person's events out of the store. What was recorded before `identify` carries an `anonymousId` only: it
 * is held back until an event names both.
 *
 * @returns a function from stored events, in order, to those of `user`
 */
export function visitorEvents(user) {
  const anonymousIds = new Set();
  let unclaimed = [];

  return (stored) => {
    for (const { event } of stored) if (event.userId === user) anonymousIds.add(event.anonymousId);
    const nameless = [...unclaimed, ...stored.filter(({ event }) => !event.userId)];
    unclaimed = nameless.filter(({ event }) => !anonymousIds.has(event.anonymousId));
    const claimed = nameless.filter(({ event }) => anonymousIds.has(event.anonymousId));
    return [...claimed, ...stored.filter(({ event }) => event.userId === user)].sort((a, b) => a.seq - b.seq);
  };
}
