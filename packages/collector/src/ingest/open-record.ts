import type { LogRecord } from '../log/event-log.port.js';
import { messageOf } from '../problem.js';
import type { Chunk, DeadLetter } from '../store/store.port.js';
import { openEnvelope } from './envelope.js';
import { toIsoTime } from './iso-time.js';
import { readBody } from './read-body.js';
import { receiveEvent } from './receive-event.js';
import { sortEvents } from './sort-events.js';

const open = (record: LogRecord): Chunk => {
  const envelope = openEnvelope(record.kind, readBody(record.body));
  const { good, refused } = sortEvents(record.id, envelope.events);
  const { writeKey } = record;
  return {
    events: good.map((event) => ({ writeKey, event: receiveEvent(event, envelope, record) })),
    deadLetters: refused.map(({ rejection, event }) => ({
      ...rejection,
      writeKey,
      receivedAt: toIsoTime(record.receivedAt),
      event,
    })),
  };
};

/** For a record that can not be opened any more, as after a change of the rules for events. */
const unreadable = ({ writeKey, id, receivedAt, body }: LogRecord, error: unknown): DeadLetter => ({
  writeKey,
  i: 0,
  messageId: id,
  reason: `body: can not be read any more. ${messageOf(error)}`,
  receivedAt: toIsoTime(receivedAt),
  event: Buffer.from(body).toString('base64'),
});

/**
 * What a record of the log holds, ready for the store. Never throws: a record that can not be read becomes a dead
 * letter, because one that stopped the consumer would hold back everything after it.
 */
export const openRecord = (record: LogRecord): Chunk => {
  try {
    return open(record);
  } catch (error) {
    return { events: [], deadLetters: [unreadable(record, error)] };
  }
};
