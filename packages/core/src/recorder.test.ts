import type { TendrilEvent } from '@tendril/protocol';
import { beforeEach, expect, test } from 'vitest';
import { createDrops } from './drops.js';
import { makeEvent } from './make-event.js';
import { createMessageIds } from './message-id.js';
import { createNotices } from './notices.js';
import { createQueue } from './queue.js';
import { createRecorder } from './recorder.js';
import type { Drop, TendrilOptions } from './tendril.js';
import { countingRandom } from './testing/fake-browser.js';
import { createFakeClock, START } from './testing/fake-clock.js';
import { createFakeStore } from './testing/fake-store.js';
import { wholeEvents } from './testing/fill-store.js';
import { turn } from './testing/turn.js';

let drops: Drop[];
let heard: TendrilEvent[];
/** How often it was said that a call is held. */
let asked: number;

function setUp(beforeSend?: TendrilOptions['beforeSend']) {
  const clock = createFakeClock();
  const store = createFakeStore();
  const notices = createNotices();
  notices.on('drop', (drop) => drops.push(drop));
  const identity = { anonymousId: 'anon', userId: 'u_1', groupId: 'acct_1' };
  const recorder = createRecorder({
    context: () => '{"locale":"en"}',
    drops: createDrops(notices),
    queue: createQueue(store, () => {}),
    newId: createMessageIds(clock.now, countingRandom()),
    stamp: (call) => makeEvent(call, identity, 'session-1'),
    beforeSend,
    onEvent: (event) => heard.push(JSON.parse(event)),
    onHeld: () => {
      asked += 1;
    },
  });
  const stored = async (): Promise<TendrilEvent[]> => {
    await turn();
    return wholeEvents(await store.rows());
  };
  const track = (event: string, properties = {}) =>
    recorder.record('track', JSON.stringify({ event, properties }).slice(1, -1));
  return { recorder, clock, store, identity, stored, track };
}

beforeEach(() => {
  drops = [];
  heard = [];
  asked = 0;
});

test('an event has the fields of the wire format', async () => {
  const { recorder, stored, track } = setUp();
  recorder.release();
  const messageId = track('invite-teammate', { role: 'editor' });
  expect(await stored()).toEqual([
    {
      type: 'track',
      messageId,
      timestamp: new Date(START).toISOString(),
      anonymousId: 'anon',
      userId: 'u_1',
      event: 'invite-teammate',
      properties: { role: 'editor' },
      context: { locale: 'en', seq: 0, sessionId: 'session-1', groupId: 'acct_1' },
    },
  ]);
});

test('held calls are released in order, with the time and the number of the call', async () => {
  const { recorder, clock, stored, track } = setUp();
  track('first');
  await clock.advance(5000);
  track('second');
  expect([await stored(), asked]).toEqual([[], 1]);
  await clock.advance(5000);
  recorder.release();
  track('third');
  expect(asked).toBe(1);
  recorder.hold();
  track('fourth');
  expect(asked).toBe(2);
  const events = await stored();
  expect(events.map(({ event, timestamp }) => [event, Date.parse(timestamp) - START])).toEqual([
    ['first', 0],
    ['second', 5000],
    ['third', 10_000],
  ]);
  expect(events.map(({ context }) => context?.seq)).toEqual([0, 1, 2]);
});

test('what belongs to a held call runs in its turn', async () => {
  const { recorder, identity, stored, track } = setUp();
  track('as the first person');
  recorder.record('identify', '"traits":{}', () => {
    identity.userId = 'u_2';
  });
  track('as the second person');
  recorder.release();
  expect((await stored()).map(({ userId }) => userId)).toEqual(['u_1', 'u_2', 'u_2']);
});

test('a denied client drops what it holds and what comes, and stores nothing', async () => {
  const { recorder, stored, track } = setUp();
  const ids = [track('held')];
  recorder.deny('consent');
  ids.push(track('later'));
  expect(drops).toEqual(ids.map((messageId) => ({ reason: 'consent', messageId })));
  expect(await stored()).toEqual([]);
  recorder.release();
  track('after the grant');
  expect((await stored()).map(({ event }) => event)).toEqual(['after the grant']);
});

test('beforeSend changes an event before it is stored or heard', async () => {
  const { recorder, stored, track } = setUp((event) => ({ ...event, properties: { email: 'redacted' } }));
  recorder.release();
  track('signed-up', { email: 'ada@example.com' });
  expect((await stored())[0]?.properties).toEqual({ email: 'redacted' });
  expect(heard[0]?.properties).toEqual({ email: 'redacted' });
});

const circular: { [key: string]: unknown } = {};
circular.self = circular;
const throws = () => {
  throw new Error('the filter is broken');
};
test.each<[string, unknown, Drop['reason']]>([
  ['returns null', () => null, 'before_send'],
  ['returns nothing', () => undefined, 'before_send'],
  ['throws', throws, 'before_send'],
  ['is no function', 'filter', 'before_send'],
  ['returns what JSON can not write', () => circular, 'before_send'],
  ['returns a function', () => () => {}, 'before_send'],
  ['returns a promise', async (event: unknown) => event, 'before_send'],
])('a beforeSend that %s is one drop, and nothing is stored or heard', async (_, beforeSend, reason) => {
  const { recorder, stored, track } = setUp(beforeSend as TendrilOptions['beforeSend']);
  recorder.release();
  const messageId = track('event');
  expect(drops).toMatchObject([{ reason, messageId }]);
  expect(await stored()).toEqual([]);
  expect(heard).toEqual([]);
});

test.each([
  ['ascii', 'x'.repeat(32 * 1024), 1],
  ['three-byte characters', '€'.repeat(11_000), 1],
  ['three-byte characters that fit', '€'.repeat(10_000), 0],
  ['ascii that fits', 'x'.repeat(32_000), 0],
])('the limit of 32 KiB is of UTF-8: %s', async (_, text, dropped) => {
  const { recorder, stored, track } = setUp();
  recorder.release();
  track('event', { text });
  expect(drops.map(({ reason }) => reason)).toEqual(dropped ? ['too_large'] : []);
  expect(await stored()).toHaveLength(1 - dropped);
});

test('more than 10 000 calls in a minute are a loop; the next minute counts anew', async () => {
  const { recorder, clock, track } = setUp(() => null);
  recorder.release();
  for (let call = 0; call < 10_005; call += 1) track('loop');
  const count = (reason: string) => drops.filter((drop) => drop.reason === reason).length;
  expect([count('before_send'), count('rate_limited')]).toEqual([10_000, 5]);
  await clock.advance(60_001);
  track('later');
  expect([count('before_send'), count('rate_limited')]).toEqual([10_001, 5]);
});

test('at most 1000 calls are held; the rest are counted drops', async () => {
  const { recorder, stored, track } = setUp();
  for (let call = 0; call < 1003; call += 1) track(`event ${call}`);
  expect(drops.map(({ reason }) => reason)).toEqual(Array(3).fill('queue_full'));
  recorder.release();
  expect(await stored()).toHaveLength(1000);
});

test('an event that is recorded while another is heard comes after it', async () => {
  const { recorder, stored, track } = setUp((event) => event);
  recorder.release();
  const { push } = heard;
  heard.push = (event) => {
    if (event.event === 'cause') track('effect');
    return push.call(heard, event);
  };
  track('cause');
  expect((await stored()).map(({ event }) => event)).toEqual(['cause', 'effect']);
});

test('a clock that is set back does not turn the order of events around', async () => {
  const { recorder, clock, stored, track } = setUp();
  recorder.release();
  track('first');
  clock.set(START - 86_400_000);
  track('second');
  clock.set(START + 1000);
  track('third');
  expect((await stored()).map(({ timestamp }) => Date.parse(timestamp) - START)).toEqual([0, 0, 1000]);
});
