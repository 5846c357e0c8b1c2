import { afterEach, expect, test, vi } from 'vitest';
import { pageLifecycle } from './page-lifecycle.js';

afterEach(() => void vi.restoreAllMocks());

function listen() {
  const heard: string[] = [];
  return { heard, stop: pageLifecycle.on((phase) => heard.push(phase)) };
}

function become(state: DocumentVisibilityState): void {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(state === 'hidden');
  document.dispatchEvent(new Event('visibilitychange'));
}
/** A busy machine may let an idle callback wait for its whole two seconds. */
const once = (ran: () => void) => vi.waitFor(() => expect(ran).toHaveBeenCalledTimes(1), { timeout: 10_000 });

const pagehide = () => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
const pageshow = (persisted: boolean) => dispatchEvent(new PageTransitionEvent('pageshow', { persisted }));

test.each([
  ['pagehide, then hidden', () => [pagehide(), become('hidden')]],
  ['hidden, then pagehide', () => [become('hidden'), pagehide()]],
  ['hidden alone, as on a phone', () => become('hidden')],
  ['pagehide alone', pagehide],
])('a departure is one exit: %s', (_, leave) => {
  const { heard, stop } = listen();
  leave();
  expect(heard).toEqual(['exit']);
  stop();
});

test('every departure is an exit of its own', () => {
  const { heard, stop } = listen();
  become('hidden');
  become('visible');
  become('hidden');
  expect(heard).toEqual(['exit', 'resume', 'exit']);
  stop();
});

test('a page that comes back from the back/forward cache resumes; a first showing is none', () => {
  const { heard, stop } = listen();
  pageshow(false);
  expect(heard).toEqual([]);
  pagehide();
  pageshow(true);
  pagehide();
  expect(heard).toEqual(['exit', 'resume', 'exit']);
  stop();
});

test('the return of the network is told', () => {
  const { heard, stop } = listen();
  dispatchEvent(new Event('online'));
  expect(heard).toEqual(['online']);
  stop();
});

test('it listens to four events, none of them unload or beforeunload, each until it is stopped', () => {
  const listening = new Map<string, AbortSignal | undefined>();
  const note = (target: string) => (type: string, _: unknown, options?: AddEventListenerOptions | boolean) =>
    void listening.set(`${target} ${type}`, (options as AddEventListenerOptions)?.signal);
  vi.spyOn(window, 'addEventListener').mockImplementation(note('window'));
  vi.spyOn(document, 'addEventListener').mockImplementation(note('document'));
  const { stop } = listen();
  expect([...listening.keys()].sort()).toEqual([
    'document visibilitychange',
    'window online',
    'window pagehide',
    'window pageshow',
  ]);
  const aborted = () => [...listening.values()].map((signal) => signal?.aborted);
  expect(aborted()).toEqual([false, false, false, false]);
  stop();
  expect(aborted()).toEqual([true, true, true, true]);
});

test('after stopping nothing is heard', () => {
  const { heard, stop } = listen();
  stop();
  pagehide();
  dispatchEvent(new Event('online'));
  expect(heard).toEqual([]);
});

test('idle runs once the page has had time', async () => {
  const ran = vi.fn();
  pageLifecycle.idle(ran);
  expect(ran).not.toHaveBeenCalled();
  await once(ran);
});

test('before the page has loaded, idle waits for that', async () => {
  vi.spyOn(document, 'readyState', 'get').mockReturnValue('interactive');
  const idle = vi.spyOn(globalThis, 'requestIdleCallback');
  const ran = vi.fn();
  pageLifecycle.idle(ran);
  expect(idle).not.toHaveBeenCalled();
  dispatchEvent(new Event('load'));
  await once(ran);
});

test('without requestIdleCallback, as in WebKit, idle is a task', async () => {
  const original = globalThis.requestIdleCallback;
  Reflect.deleteProperty(globalThis, 'requestIdleCallback');
  const ran = vi.fn();
  pageLifecycle.idle(ran);
  globalThis.requestIdleCallback = original;
  expect(ran).not.toHaveBeenCalled();
  await once(ran);
});
