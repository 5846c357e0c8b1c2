import { afterEach, expect, test, vi } from 'vitest';
import { createMemoryStore } from '../testing/memory-store.js';
import { createTransport } from './transport.js';
import { withinTime } from './within-time.js';

const HOST = 'https://collect.example.com';
const transport = () => createTransport(HOST, 'wk 1', createMemoryStore(), withinTime);

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Answers requests in the network's place; the result lists them. */
function answer(reply: (request: Request) => Response | Promise<Response>): Request[] {
  const requests: Request[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    requests.push(request.clone());
    return reply(request);
  });
  return requests;
}

const headersOf = (request: Request) => [...request.headers].map(([name]) => name);

test('a batch is a simple request: text/plain, no header of its own, no credentials', async () => {
  const requests = answer(() => new Response('{"accepted":1}'));
  expect(await transport().post('{"batch":[]}')).toEqual({ status: 200, body: '{"accepted":1}' });
  const [request] = requests;
  expect([request?.method, request?.url, request?.credentials]).toEqual(['POST', `${HOST}/v1/batch`, 'omit']);
  expect(request?.headers.get('content-type')).toMatch(/^text\/plain/);
  expect(headersOf(request!)).toEqual(['content-type']);
  expect(await request?.text()).toBe('{"batch":[]}');
});

test('from 2 KiB on a body is gzipped, and still a simple request', async () => {
  const requests = answer(() => new Response(''));
  const text = JSON.stringify({ batch: Array(200).fill('the same again') });
  await transport().post(text);
  const [request] = requests;
  const bytes = new Uint8Array(await request!.clone().arrayBuffer());
  expect([bytes[0], bytes[1]]).toEqual([0x1f, 0x8b]);
  expect(bytes.length).toBeLessThan(text.length / 4);
  expect(headersOf(request!)).toEqual(['content-type']);
  expect(request?.headers.get('content-type')).toBe('text/plain');
  const unzipped = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  expect(await new Response(unzipped).text()).toBe(text);
});

test.each([
  ['2047 characters stay text', 2047, false],
  ['2048 are compressed', 2048, true],
])('%s', async (_, length, zipped) => {
  const requests = answer(() => new Response(''));
  await transport().post('x'.repeat(length));
  const [first] = new Uint8Array(await requests[0]!.arrayBuffer());
  expect(first === 0x1f).toBe(zipped);
});

test('without CompressionStream the body goes as it is', async () => {
  const requests = answer(() => new Response(''));
  const original = globalThis.CompressionStream;
  Reflect.deleteProperty(globalThis, 'CompressionStream');
  await transport().post('x'.repeat(5000));
  globalThis.CompressionStream = original;
  expect(await requests[0]?.text()).toHaveLength(5000);
});

test.each([200, 204, 400, 401, 413, 429, 500, 503])(
  'status %i is an answer, with its body drained',
  async (status) => {
    const response = new Response(status === 204 ? null : 'what it says', { status });
    answer(() => response);
    expect(await transport().post('{}')).toEqual({ status, body: status === 204 ? '' : 'what it says' });
    if (response.body) expect(response.bodyUsed).toBe(true);
  },
);

test('an unreachable collector is status 0', async () => {
  answer(() => Promise.reject(new TypeError('Failed to fetch')));
  expect(await transport().post('{}')).toEqual({ status: 0, body: '' });
});

const retryAfterOf = async (header: string) => {
  answer(() => new Response('', { status: 429, headers: { 'Retry-After': header } }));
  return (await transport().post('{}')).retryAfterMs;
};

test.each([
  ['120', 120_000],
  ['0', undefined],
  ['0.5', 500],
  ['soon', undefined],
])('Retry-After %s is %s ms', async (header, ms) => {
  expect(await retryAfterOf(header)).toBe(ms);
});

test('Retry-After may be a date', async () => {
  vi.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-03-01T12:00:00Z'));
  expect(await retryAfterOf('Sun, 01 Mar 2026 12:01:30 GMT')).toBe(90_000);
  expect(await retryAfterOf('Sun, 01 Mar 2026 11:59:30 GMT'), 'past').toBeUndefined();
});

/** A promise that ends as fetch does when its signal aborts. */
const aborted = ({ signal }: Request) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

test.each<[string, (request: Request) => Response | Promise<Response>]>([
  ['no answer', aborted],
  [
    'an answer whose body never ends',
    (request) =>
      new Response(
        new ReadableStream({
          start: (controller) => void aborted(request).catch((reason) => controller.error(reason)),
        }),
      ),
  ],
])('after 15 seconds a request with %s is status 0', async (_, reply) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let posting: Promise<unknown> | undefined;
  await new Promise<void>((asked) => {
    answer((request) => {
      asked();
      return reply(request);
    });
    posting = transport().post('{}');
  });
  await vi.advanceTimersByTimeAsync(14_999);
  const early = await Promise.race([posting, Promise.resolve('still waiting')]);
  expect(early).toBe('still waiting');
  await vi.advanceTimersByTimeAsync(1);
  expect(await posting).toEqual({ status: 0, body: '' });
});

test('a finished request leaves no timer', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  answer(() => new Response('{}'));
  await transport().post('{}');
  expect(vi.getTimerCount()).toBe(0);
});

test.each([
  ['within half of its quota', 9000, true],
  ['beyond half of its quota', 11_000, false],
])(
  'a body %s: keepalive, and the request outlives the page, as long as it is under way',
  async (_, length, keepalive) => {
    let end = () => {};
    const requests = answer(
      () =>
        new Promise((resolve) => {
          end = () => resolve(new Response(''));
        }),
    );
    vi.stubGlobal('CompressionStream', undefined);
    Reflect.deleteProperty(globalThis, 'CompressionStream');
    const { post, outlives } = transport();
    expect(outlives()).toBe(false);
    const posting = post('x'.repeat(length));
    await vi.waitUntil(() => requests.length === 1);
    expect([requests[0]?.keepalive, outlives()]).toEqual([keepalive, keepalive]);
    end();
    await posting;
    expect(outlives()).toBe(false);
  },
);
