import { type DropReason, type EventType, LIMITS, type TendrilEvent } from '@tendril/protocol';
import type { Drops } from './drops.js';
import type { Identity } from './identity.js';
import { type Call, type EventFields, makeEvent } from './make-event.js';
import type { Ports } from './ports.js';
import type { Queue } from './queue.js';

export interface Recorder {
  /** Stamps a call and passes it on, or holds it until `release`. `before` runs in its turn. Returns the messageId. */
  record(type: EventType, fields: EventFields, before?: () => void): string;
  /** Counts a call that can not become an event, as `invalid` unless another reason is given. Returns its messageId. */
  refuse(detail: string, reason?: DropReason): string;
  /** Holds calls from now on, as it does at first. */
  hold(): void;
  /** Lets the held calls go, in order; later ones pass at once. */
  release(): void;
  /** Drops the held calls and all later ones, until `hold` or `release`. */
  deny(reason: 'consent' | 'stopped'): void;
}

interface Parts {
  ports: Pick<Ports, 'clock' | 'context'>;
  drops: Drops;
  queue: Queue;
  newId: () => string;
  identity: () => Identity;
  session: () => string;
  beforeSend: ((event: TendrilEvent) => TendrilEvent | null) | undefined;
  onEvent: (event: TendrilEvent) => void;
}

/** Calls that wait for consent or for the store: more than this is no visitor. */
const MAX_HELD = 1000;
const MINUTE_MS = 60_000;

const tooLarge = (body: string): boolean =>
  body.length * 3 > LIMITS.eventBytes && new TextEncoder().encode(body).length > LIMITS.eventBytes;

/** Turns calls into durable rows: stamped when called, serialised once, checked before anything is stored. */
export function createRecorder({
  ports,
  drops,
  queue,
  newId,
  identity,
  session,
  beforeSend,
  onEvent,
}: Parts): Recorder {
  let held: { call: Call; before: (() => void) | undefined }[] = [];
  let state: 'holding' | 'passing' | 'consent' | 'stopped' = 'holding';
  let seq = 0;
  let minute = 0;
  let calls = 0;
  let latest = 0;

  function looping(now: number): boolean {
    if (now - minute > MINUTE_MS) [minute, calls] = [now, 0];
    return ++calls > LIMITS.callsPerMinute;
  }

  /** The host's own filter; a filter that throws must not leak what it was to hide. */
  function filter(event: TendrilEvent): TendrilEvent | null {
    try {
      return beforeSend ? beforeSend(event) : event;
    } catch {
      return null;
    }
  }

  function write(call: Call): void {
    call.context.sessionId = session();
    const event = filter(makeEvent(call, identity()));
    if (!event) return drops.drop('before_send', call.messageId);
    try {
      const body = JSON.stringify(event);
      if (tooLarge(body)) return drops.drop('too_large', call.messageId, `${body.length} characters`);
      queue.add({ id: call.messageId, body });
    } catch (error) {
      return drops.drop('unserializable', call.messageId, String(error));
    }
    onEvent(event);
  }

  function release(): void {
    state = 'passing';
    const waiting = held;
    held = [];
    for (const { call, before } of waiting) {
      before?.();
      write(call);
    }
  }

  return {
    record(type, fields, before) {
      const messageId = newId();
      // A clock that is set back must not turn the order of events around.
      latest = Math.max(latest, ports.clock.now());
      const at = latest;
      if (state === 'consent' || state === 'stopped') drops.drop(state, messageId);
      else if (looping(at)) drops.drop('rate_limited', messageId);
      else if (held.length >= MAX_HELD) drops.drop('queue_full', messageId);
      else {
        const context = { ...ports.context(), seq: seq++ };
        held.push({ call: { type, fields, messageId, at, context }, before });
        if (state === 'passing') release();
      }
      return messageId;
    },
    refuse(detail, reason = 'invalid') {
      const messageId = newId();
      drops.drop(reason, messageId, detail);
      return messageId;
    },
    hold() {
      state = 'holding';
    },
    release,
    deny(reason) {
      state = reason;
      for (const { call } of held) drops.drop(reason, call.messageId);
      held = [];
    },
  };
}
