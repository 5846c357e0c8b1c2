import { pino } from 'pino';
import { expect, it, vi } from 'vitest';
import { ALWAYS_MINE } from '../applier/turn.port.js';
import { createLocalChangeFeed } from '../feed/local-change-feed.js';
import type { Outbox } from '../outbox/outbox.port.js';
import { fakeLog } from '../testing/fake-log.js';
import { fakeStore } from '../testing/fake-store.js';
import { startEraser } from './eraser.js';

it('takes a person out of what is to be told to others, also where the log can not be changed', async () => {
  const person = { userIds: ['u_1'], anonymousIds: [] };
  const forget = vi.fn<Outbox['forget']>(async () => {});
  const finishErasure = vi.fn(async () => {});
  const replaceBody = vi.fn(() => Promise.reject(new Error('no record can be changed')));
  const eraser = startEraser({
    log: fakeLog({ replaceBody }),
    store: fakeStore({
      pendingErasures: async () => [{ position: 1, person }],
      erase: async () => ({ erased: 0 }),
      finishErasure,
    }),
    outbox: { forget } as Partial<Outbox> as Outbox,
    feed: createLocalChangeFeed(),
    turn: ALWAYS_MINE,
    logger: pino({ level: 'silent' }),
  });
  await expect.poll(() => forget.mock.calls).toEqual([[person]]);
  await eraser.stop();
  expect(replaceBody).toHaveBeenCalledOnce();
  expect(finishErasure).not.toHaveBeenCalled();
});
