import { afterEach, expect, test, vi } from 'vitest';
import { createRulesetSource } from './ruleset-source.js';

const HOST = 'https://collect.example.com';
const source = () => createRulesetSource(HOST, 'wk 1');
afterEach(() => void vi.unstubAllGlobals());

test('the ruleset is asked for without a header that would need a preflight; its ETag is without quotes', async () => {
  const requests: Request[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    requests.push(new Request(url, init));
    return new Response('{"version":"1"}', { headers: { ETag: '"v7"' } });
  });
  expect(await source().fetch()).toEqual({ etag: 'v7', body: '{"version":"1"}' });
  const [request] = requests;
  expect(request?.url).toBe(`${HOST}/v1/rules?writeKey=wk%201`);
  expect([request?.method, request?.cache, request?.credentials]).toEqual(['GET', 'no-cache', 'omit']);
  expect([...request!.headers]).toEqual([]);
});

test.each([401, 404, 500])('a ruleset answered with %i can not be had', async (status) => {
  vi.stubGlobal('fetch', async () => new Response('no', { status }));
  await expect(source().fetch()).rejects.toThrow(String(status));
});

test('the stream tells of revisions, passes nonsense over, and closes', () => {
  const events = new EventTarget();
  const close = vi.fn();
  const open = vi.fn();
  vi.stubGlobal(
    'EventSource',
    class {
      constructor(url: string) {
        open(url);
        // biome-ignore lint/correctness/noConstructorReturn: stands for the browser's own class
        return Object.assign(events, { close });
      }
    },
  );
  const heard: string[] = [];
  const stop = source().stream((revision) => heard.push(revision));
  expect(open).toHaveBeenCalledWith(`${HOST}/v1/stream?writeKey=wk%201`);
  for (const data of ['{"version":"v1"}', 'nonsense', 'null', '{"version":"v2"}'])
    events.dispatchEvent(new MessageEvent('ruleset', { data }));
  expect(heard).toEqual(['v1', 'v2']);
  stop();
  expect(close).toHaveBeenCalledTimes(1);
});
