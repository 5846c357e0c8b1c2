import { pino } from 'pino';
import { expect, it, vi } from 'vitest';
import { ALWAYS_MINE } from '../../applier/turn.port.js';
import type { Outbox } from '../../outbox/outbox.port.js';
import type { AcceptedEvent } from '../../store/store.port.js';
import { fakeLog } from '../../testing/fake-log.js';
import { fakeStore } from '../../testing/fake-store.js';
import type { Forwarder } from '../forwarder.js';
import { createBell } from './bell.js';
import { runPlanner } from './planner.js';

/** A planner with one event to read, for a receiver that has `waiting` deliveries before it. */
const start = (waiting: () => number) => {
  const happened = { seq: 1, position: 1, writeKey: 'wk', event: {} } as AcceptedEvent & { seq: number };
  const add = vi.fn(async () => true);
  const outbox = {
    add,
    bookmark: async () => ({ position: 0, seq: 0, membership: 0 }),
    counts: async () => [{ forwarder: 'crm', waiting: waiting(), dead: 0, delivered: 0 }],
  } as Partial<Outbox> as Outbox;
  const forwarder = { name: 'crm', lingerMs: 0, plan: async () => [] } as Partial<Forwarder> as Forwarder;
  const stopping = new AbortController();
  const news = createBell();
  const rest = vi.spyOn(news, 'wait');
  const store = fakeStore({ applied: async (after) => (after < 1 ? [happened] : []) });
  const parts = {
    ...{ store, memberships: store.membershipChanges, log: fakeLog({}), outbox, turn: ALWAYS_MINE },
    ...{ logger: pino({ level: 'silent' }), now: Date.now, work: createBell(), news },
    stopping: stopping.signal,
  };
  const running = runPlanner(forwarder, parts, () => {});
  return {
    add,
    rested: (times: number) => expect.poll(() => rest.mock.calls.length).toBe(times),
    news,
    stop: () => {
      stopping.abort();
      news.ring();
      return running;
    },
  };
};

it('reads no further while 10 000 deliveries wait, and goes on when the receiver has taken one', async () => {
  let waiting = 10_000;
  const { add, rested, news, stop } = start(() => waiting);
  await rested(1);
  expect(add).not.toHaveBeenCalled();
  waiting -= 1;
  news.ring();
  await rested(2);
  expect(add).toHaveBeenCalledTimes(1);
  await stop();
});
