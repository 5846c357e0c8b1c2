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

it('is done when the days that were exported are written anew, and tries that again without the rest', async () => {
  const erasure = { position: 1, person: { userIds: ['u_1'], anonymousIds: [] } };
  const pending = [erasure];
  const erase = vi.fn(async () => ({ erased: 1 }));
  const finishErasure = vi.fn(async () => void pending.pop());
  let isAway = true;
  const rewriteExports = vi.fn(async () => {
    if (isAway) throw new Error('the bucket is away');
  });
  const feed = createLocalChangeFeed();
  const eraser = startEraser({
    log: fakeLog({}),
    store: fakeStore({
      ...{ erase, finishErasure, pendingErasures: async () => [...pending] },
      erasedDays: async (position) => (position === 1 ? ['2026-01-01', '2026-01-03'] : []),
    }),
    outbox: { forget: async () => {} } as Partial<Outbox> as Outbox,
    ...{ feed, turn: ALWAYS_MINE, logger: pino({ level: 'silent' }), rewriteExports },
  });
  await expect.poll(() => rewriteExports.mock.calls.length).toBe(1);
  expect(rewriteExports).toHaveBeenCalledWith(['2026-01-01', '2026-01-03'], expect.any(AbortSignal));
  expect(finishErasure).not.toHaveBeenCalled();
  isAway = false;
  await expect
    .poll(async () => {
      await feed.publish('applied', '1');
      return finishErasure.mock.calls.length;
    })
    .toBe(1);
  expect(rewriteExports).toHaveBeenCalledTimes(2);
  expect(erase).toHaveBeenCalledOnce();
  await eraser.stop();
});
