import { afterEach, expect, test, vi } from 'vitest';
import { createTendril } from './create-tendril.js';

let made = 0;
const clients: { stop(): void }[] = [];
const HOST = 'https://collect.example.com';

function create(options = {}, writeKey = `wk_browser_${Date.now()}_${++made}`) {
  const tendril = createTendril({ writeKey, host: `${HOST}/`, nudges: false, ...options });
  clients.push(tendril);
  return { tendril, writeKey };
}

/** Answers in the collector's place; the result lists the events that arrived. */
function collect(status = 200) {
  const events: { messageId: string; event: string; anonymousId: string }[] = [];
  const urls: string[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    urls.push(request.url);
    if (status === 200) events.push(...(await request.json()).batch);
    return new Response('{}', { status });
  });
  return { events, urls };
}

afterEach(() => {
  for (const client of clients.splice(0)) client.stop();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('an event is stored in IndexedDB, sent to the host and settled', async () => {
  const { events, urls } = collect();
  const { tendril } = create();
  const messageId = tendril.track('invite-teammate', { role: 'editor' });
  await tendril.flush();
  expect(events).toMatchObject([{ messageId, event: 'invite-teammate', properties: { role: 'editor' } }]);
  expect(urls).toEqual([`${HOST}/v1/batch`]);
  expect(tendril.stats()).toMatchObject({ queued: 0, sent: 1, dropped: {}, storage: 'indexeddb' });
});

test('what could not be sent goes with the next page of the same key, as the same person', async () => {
  collect(503);
  const { tendril: first, writeKey } = create();
  const left = first.track('left-behind');
  await first.flush();
  expect(first.stats()).toMatchObject({ queued: 1, sent: 0 });
  first.stop();
  const { events } = collect();
  const { tendril: second } = create({}, writeKey);
  const said = second.track('back');
  await second.flush();
  expect(events.map(({ messageId }) => messageId)).toEqual([left, said]);
  expect(events[0]?.anonymousId).toBe(events[1]?.anonymousId);
});

test('two clients on one page do not mix', async () => {
  const { events } = collect();
  const [one, two] = [create().tendril, create().tendril];
  one.track('one');
  await one.flush();
  two.track('two');
  await two.flush();
  expect(events.map(({ event }) => event)).toEqual(['one', 'two']);
  expect(events[0]?.anonymousId).not.toBe(events[1]?.anonymousId);
  expect([one.stats().sent, two.stats().sent]).toEqual([1, 1]);
});

test('a page that is left hands its events to a beacon', async () => {
  collect(503);
  const beacon = vi.spyOn(navigator, 'sendBeacon').mockReturnValue(true);
  const { tendril } = create();
  const messageId = tendril.track('bounce');
  dispatchEvent(new PageTransitionEvent('pagehide'));
  expect(beacon).toHaveBeenCalledTimes(1);
  expect(JSON.parse(String(beacon.mock.calls[0]?.[1])).batch).toMatchObject([{ messageId }]);
});

test('pending consent leaves no trace in the browser', async () => {
  const opened = vi.spyOn(IDBFactory.prototype, 'open');
  const { urls } = collect();
  const { tendril, writeKey } = create({ consent: 'pending' });
  tendril.track('held');
  tendril.identify('u_1');
  await tendril.flush();
  expect(Object.keys(localStorage).filter((key) => key.includes(writeKey))).toEqual([]);
  expect([opened.mock.calls.length, urls.length, document.cookie]).toEqual([0, 0, '']);
});
