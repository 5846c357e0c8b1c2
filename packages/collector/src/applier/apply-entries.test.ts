import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { NOTHING_COUNTED } from '../counting/count-plan.js';
import type { LogEntry } from '../log/event-log.port.js';
import { openSqliteStore } from '../store/sqlite/sqlite-store.js';
import type { Store } from '../store/store.port.js';
import { temporaryDirectory } from '../testing/temporary-directory.js';
import { createEntryApplier } from './apply-entries.js';

const entry = (position: number, ...names: string[]): LogEntry => ({
  position,
  record: {
    id: `r${position}`,
    writeKey: 'wk',
    kind: 'batch',
    receivedAt: Date.UTC(2026, 0, 1),
    body: Buffer.from(
      JSON.stringify({
        batch: names.map((event) => ({
          type: 'track',
          event,
          userId: 'u',
          messageId: `${position}-${event}`,
        })),
      }),
    ),
  },
});

/** A real store that fails as its database would, where an event is named so. */
const open = async (poison: Record<string, Error>) => {
  const real = await openSqliteStore(join(temporaryDirectory(), 'store.db'));
  onTestFinished(() => real.close());
  const tried: number[] = [];
  const store: Store = {
    ...real,
    apply: async (position, chunk, plan) => {
      tried.push(chunk.events.length);
      const bad = chunk.events.map(({ event }) => poison[event.event ?? '']).find(Boolean);
      if (bad) throw bad;
      return real.apply(position, chunk, plan);
    },
  };
  const aside: number[] = [];
  const entries = createEntryApplier({
    ...{ store, ip: 'drop', plan: () => NOTHING_COUNTED },
    onAside: ({ position }) => aside.push(position),
  });
  return { real, entries, tried, aside };
};
const storedIn = async (store: Store) => (await store.events(0, 1000)).map(({ event }) => event.messageId);
const ofTheValue = Object.assign(new Error('value too long'), { code: '22001' });

it('makes a dead letter of the one event that can not be stored, and stores all others', async () => {
  const { real, entries, aside } = await open({ bad: ofTheValue });
  const all = [entry(1, 'a'), entry(2, 'b', 'bad', 'c'), entry(3, 'd')];
  let position = 0;
  while (position < 3) {
    const applied = await entries.apply(all.slice(position));
    position = applied?.position ?? Number.NaN;
  }
  expect(await storedIn(real)).toEqual(['1-a', '2-b', '2-c', '3-d']);
  expect(await real.deadLetters(0, 10)).toMatchObject([
    { id: 'r2.1', messageId: '2-bad', reason: expect.stringContaining('value too long'), state: 'open' },
  ]);
  expect(aside).toEqual([2]);
});

it('sets a whole request aside where several of its events can not be stored', async () => {
  const { real, entries } = await open({ bad: ofTheValue, worse: new TypeError('no text') });
  await entries.apply([entry(1, 'a', 'bad', 'worse')]);
  expect(await storedIn(real)).toEqual([]);
  expect((await real.deadLetters(0, 10)).map(({ messageId }) => messageId)).toEqual([
    '1-a',
    '1-bad',
    '1-worse',
  ]);
});

it.each([
  [
    'a full disk',
    Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 }),
  ],
  ['a database that is away', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
  ['a database that stops', Object.assign(new Error('terminating connection'), { code: '57P01' })],
])('waits for %s: nothing is set aside', async (_name, error) => {
  const { real, entries, tried } = await open({ a: error });
  await expect(entries.apply([entry(1, 'a')])).rejects.toThrow(error.message);
  expect(tried).toEqual([1]);
  expect((await real.counts()).received).toBe(0);
});

it('sets no more aside when ten requests in a row could not be stored: then it is not the requests', async () => {
  const { real, entries } = await open({ bad: ofTheValue });
  for (let position = 1; position <= 10; position += 1) await entries.apply([entry(position, 'bad')]);
  await expect(entries.apply([entry(11, 'bad')])).rejects.toThrow('value too long');
  expect((await real.counts()).deadLetters).toBe(10);
});

it('never sets aside what the operator’s side said', async () => {
  const error = new TypeError('no');
  const { apply } = createEntryApplier({
    store: { apply: () => Promise.reject(error) },
    ip: 'drop',
    plan: () => NOTHING_COUNTED,
    onAside: () => {},
  });
  const control = entry(1);
  control.record.kind = 'control';
  await expect(apply([control])).rejects.toBe(error);
});
