import type { Json } from '@tendril/protocol';
import { checkEvent } from '../ingest/check-event.js';
import { SERVER_KEY } from '../keys/server-key.js';
import { appendControl } from '../log/append-control.js';
import type { EventLog } from '../log/event-log.port.js';
import { Problem, problem, type ServerIssue } from '../problem.js';
import type { Store, StoredDeadLetter } from '../store/store.port.js';

export interface SettleParts {
  log: EventLog;
  store: Store;
  now: () => number;
}

/** The refusal of an id that there is not. */
export const noDeadLetter = (id: string): Problem => {
  const cure = 'List them: GET /v1/admin/dead-letters, or tendril dead-letter list.';
  return problem(404, 'not-found', 'id', `There is no dead letter ${id}.`, cure);
};

const demandOpen = async (store: Store, id: string): Promise<StoredDeadLetter> => {
  const letter = await store.deadLetter(id);
  if (!letter) throw noDeadLetter(id);
  if (letter.state !== 'open') {
    throw problem(
      409,
      'conflict',
      'id',
      `The dead letter ${id} was ${letter.state} before.`,
      'Nothing is to be done.',
    );
  }
  return letter;
};

/** The event as it goes in: with an id, so that it is counted once however often this is tried. */
const withId = (event: object, letter: StoredDeadLetter): object => ({
  ...event,
  messageId: (event as { messageId?: unknown }).messageId ?? letter.messageId ?? letter.id,
});

const demandGood = (event: unknown, letter: StoredDeadLetter): object => {
  const mended = typeof event === 'object' && event !== null ? withId(event, letter) : event;
  const [first, ...rest] = checkEvent(mended, letter.writeKey === SERVER_KEY).issues as ServerIssue[];
  if (first) throw new Problem(422, [first, ...rest]);
  return mended as object;
};

/**
 * Takes a dead letter in after all: as it is, when the rules for events have changed, or as `mended`. It keeps the time
 * at which it was received. Resolves with its `messageId`. Throws a `Problem`: 404, 409, or 422 when it is still bad.
 */
export const replayDeadLetter = async (
  { log, store, now }: SettleParts,
  id: string,
  mended?: Json,
): Promise<string> => {
  const letter = await demandOpen(store, id);
  const event = demandGood(mended ?? letter.event, letter) as { messageId: string };
  // The event first: after a crash in between it is replayed again, and counted once.
  await log.append({
    id: `replay.${id}`,
    writeKey: letter.writeKey,
    kind: 'batch',
    receivedAt: Date.parse(letter.receivedAt),
    body: Buffer.from(JSON.stringify({ batch: [event] })),
  });
  await appendControl(log, { do: 'settle', id, as: 'replayed' }, now());
  return event.messageId;
};

/** Puts a dead letter aside for good. Throws a `Problem`: 404 or 409. */
export const dropDeadLetter = async ({ log, store, now }: SettleParts, id: string): Promise<void> => {
  await demandOpen(store, id);
  await appendControl(log, { do: 'settle', id, as: 'dropped' }, now());
};
