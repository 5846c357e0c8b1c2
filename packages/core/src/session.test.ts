import { beforeEach, expect, test } from 'vitest';
import { createSession } from './session.js';
import { createFakeClock } from './testing/fake-clock.js';
import { createFakeMemo } from './testing/fake-memo.js';

const MINUTE = 60_000;
let clock = createFakeClock();
let memo = createFakeMemo();
let made = 0;
const create = () => createSession(clock.now, memo, () => `s${++made}`);

beforeEach(() => {
  clock = createFakeClock();
  memo = createFakeMemo();
  made = 0;
});

test('a session lasts while events come within 30 minutes of each other', async () => {
  const session = create();
  for (let event = 0; event < 5; event += 1) {
    expect(session.id()).toBe('s1');
    await clock.advance(30 * MINUTE);
  }
});

test('after more than 30 minutes of quiet the next event starts a new one', async () => {
  const session = create();
  session.id();
  await clock.advance(30 * MINUTE + 1);
  expect(session.id()).toBe('s2');
});

test('the quiet is counted from the last event, not from the last look at the memo', async () => {
  const session = create();
  session.id();
  await clock.advance(9000);
  session.id();
  await clock.advance(30 * MINUTE);
  expect(session.id()).toBe('s1');
});

test('tabs share a session, and the activity of one keeps it alive for the other', async () => {
  const [first, second] = [create(), create()];
  expect([first.id(), second.id()]).toEqual(['s1', 's1']);
  await clock.advance(20 * MINUTE);
  second.id();
  await clock.advance(20 * MINUTE);
  expect(first.id()).toBe('s1');
});

test('a page that comes after a long absence starts a new one', async () => {
  create().id();
  await clock.advance(31 * MINUTE);
  expect(create().id()).toBe('s2');
});

test('forgetting starts a new one and leaves nothing in the memo', () => {
  const session = create();
  session.id();
  session.forget();
  expect(memo.entries.size).toBe(0);
  expect(session.id()).toBe('s2');
});

test('the memo is not written for every event', () => {
  let writes = 0;
  const counting = {
    read: memo.read,
    write(name: string, value: string | undefined) {
      writes += 1;
      memo.write(name, value);
    },
  };
  const session = createSession(clock.now, counting, () => 's1');
  for (let event = 0; event < 100; event += 1) session.id();
  expect(writes).toBe(1);
});

test.each(['', 'x', 'x y', ' 5', '{}'])('a damaged memo (%j) starts a new session', (text) => {
  memo.write('session', text);
  expect(create().id()).toBe('s1');
});
