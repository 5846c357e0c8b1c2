import { type DropReason, type EventType, LIMITS, type TendrilEvent } from '@tendril/protocol';
import type { Drops } from './drops.js';
import type { Call } from './make-event.js';
import { madeAt } from './message-id.js';
import type { Queue } from './queue.js';
import { wholeEvent } from './row.js';

export interface Recorder {
  /**
   * Stamps a call and passes it on, or holds it until `release`. `fields` is the inside of a JSON object: what this kind
   * of call adds to an event. `before` runs in its turn. Returns the messageId.
   */
  record(type: EventType, fields: string, before?: () => void): string;
  /** Counts a call that can not become an event, as `invalid` unless another reason is given. Returns its messageId. */
  refuse(detail: string, reason?: DropReason): string;
  /** Holds calls from now on, as it does at first. */
  hold(): void;
  /** Lets the held calls go, in order; later ones pass at once. */
  release(): void;
  /** Drops the held calls and all later ones, until `hold` or `release`. */
  deny(reason: 'consent' | 'stopped'): void;
  /** Calls that are held. */
  readonly held: number;
}

interface Parts {
  context: () => string;
  drops: Drops;
  queue: Queue;
  newId: () => string;
  /** Makes a call the event of who is here now. */
  stamp: (call: Call) => string;
  beforeSend: ((event: TendrilEvent) => TendrilEvent | null) | undefined;
  /** Hears of every event, as JSON. */
  onEvent: (event: string) => void;
  /** A call is held, the first of some: it is time to find out who acts. */
  onHeld: () => void;
}

/** Calls that wait for consent or for the store: more than this is no visitor. */
const MAX_HELD = 1000;
const MINUTE_MS = 60_000;

const tooLarge = (body: string): boolean =>
  body.length * 3 > LIMITS.eventBytes && new Blob([body]).size > LIMITS.eventBytes;

/** Turns calls into durable rows: stamped when called, serialised once, checked before anything is stored. */
export function createRecorder({
  context,
  drops,
  queue,
  newId,
  stamp,
  beforeSend,
  onEvent,
  onHeld,
}: Parts): Recorder {
  let held: Call[] = [];
  let passing = false;
  let denied: 'consent' | 'stopped' | undefined;
  let seq = 0;
  let minute = 0;
  let calls = 0;

  /** Why there is no room for a call, if so: the host's code may be in a loop. */
  function refusal(now: number): DropReason | undefined {
    if (now - minute > MINUTE_MS) [minute, calls] = [now, 0];
    if (++calls > LIMITS.callsPerMinute) return 'rate_limited';
    return held.length < MAX_HELD ? undefined : 'queue_full';
  }

  /** What the host's own filter leaves of an event, if anything; one that throws must not leak what it was to hide. */
  function filtered(event: string, messageId: string): string | undefined {
    try {
      const left = beforeSend?.(JSON.parse(event));
      // The messageId stays in front, and what it was: rows are read by it.
      return left?.type && JSON.stringify({ ...{ messageId }, ...left, messageId });
    } catch {
      return undefined;
    }
  }

  function write(call: Call): void {
    const { messageId, type } = call;
    let shared = call.context;
    let event: string | undefined = stamp(call);
    if (beforeSend) {
      event = filtered(wholeEvent(shared, event), messageId);
      // What it took out of the context must not come back with what others share.
      shared = '{}';
    }
    if (!event) return drops.drop('before_send', messageId);
    if (tooLarge(event)) return drops.drop('too_large', messageId);
    // The bounds of the queue spare rows that say who somebody is: none of them may hold a track.
    queue.add(shared, event, type !== 'track');
    onEvent(event);
  }

  function release(): void {
    denied = undefined;
    passing = true;
    const waiting = held;
    held = [];
    for (const call of waiting) {
      call.before?.();
      write(call);
    }
  }

  return {
    record(type, fields, before) {
      const messageId = newId();
      const reason = denied ?? refusal(madeAt(messageId));
      if (reason) drops.drop(reason, messageId);
      else {
        held.push({ type, fields, before, messageId, seq: seq++, context: context() });
        if (passing) release();
        else if (held.length < 2) onHeld();
      }
      return messageId;
    },
    refuse(detail, reason = 'invalid') {
      const messageId = newId();
      drops.drop(reason, messageId, detail);
      return messageId;
    },
    hold() {
      denied = undefined;
      passing = false;
    },
    release,
    deny(reason) {
      denied = reason;
      for (const { messageId } of held) drops.drop(reason, messageId);
      held = [];
    },
    get held() {
      return held.length;
    },
  };
}
