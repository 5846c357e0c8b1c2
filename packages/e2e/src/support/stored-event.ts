/** One event as the collector's admin API gives it back; the fields that the suite reads. */
export interface StoredEvent {
  /** Position in the store, counting up. */
  seq: number;
  receivedAt: string;
  event: {
    type: string;
    messageId: string;
    /** When it happened, corrected by the collector for a wrong clock. */
    timestamp: string;
    event?: string;
    userId?: string;
    properties?: Record<string, unknown>;
    traits?: Record<string, unknown>;
  };
}

/** The track events of one name. */
export const named = (events: StoredEvent[], name: string): StoredEvent[] =>
  events.filter(({ event }) => event.type === 'track' && event.event === name);

/** How many times each of these ids is stored: all ones is what delivery promises. */
export const timesStored = (events: StoredEvent[], messageIds: string[]): number[] =>
  messageIds.map((id) => events.filter(({ event }) => event.messageId === id).length);
