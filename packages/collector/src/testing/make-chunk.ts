import type { Control } from '../store/control.js';
import type { AcceptedEvent, Chunk, DeadLetter, ReceivedEvent } from '../store/store.port.js';

export const RECEIVED_AT = '2026-01-02T03:04:05.000Z';

/** A track event of `u_1`, as the store is given it. */
export const accepted = (
  messageId: string,
  more: Partial<ReceivedEvent> = {},
  { writeKey = 'wk', position = 1 } = {},
): AcceptedEvent => ({
  writeKey,
  position,
  event: {
    type: 'track',
    event: 'export',
    messageId,
    timestamp: RECEIVED_AT,
    originalTimestamp: RECEIVED_AT,
    receivedAt: RECEIVED_AT,
    userId: 'u_1',
    ...more,
  },
});

let letters = 0;

/** A dead letter with an id of its own. */
export const dead = (messageId: string | undefined, more: Partial<DeadLetter> = {}): DeadLetter => ({
  id: `r1.${++letters}`,
  writeKey: 'wk',
  i: 3,
  ...(messageId !== undefined && { messageId }),
  reason: 'type: unknown',
  receivedAt: RECEIVED_AT,
  event: { type: 'trak' },
  ...more,
});

export const chunk = (
  events: AcceptedEvent[],
  deadLetters: DeadLetter[] = [],
  controls: Control[] = [],
): Chunk => ({ events, deadLetters, controls });
