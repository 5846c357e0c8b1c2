import { afterEach, expect, test, vi } from 'vitest';
import { createRulesetSource } from './ruleset-source.js';

const HOST = 'https://collect.example.com';
const source = () => createRulesetSource(HOST, 'wk 1');
afterEach(() => void vi.unstubAllGlobals());

test('the ruleset is asked for without a header that would need a preflight; its ETag is without quotes', async () => {
  const requests: Request[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    requests.push(new Request(url, init));
    const headers = { ETag: '"v7"', Date: 'Sun, 22 Nov 2026 10:00:00 GMT' };
    return new Response('{"version":"1"}', { headers });
  });
  const date = Date.parse('2026-11-22T10:00:00Z');
  expect(await source().fetch()).toEqual({ etag: 'v7', body: '{"version":"1"}', date });
  const [request] = requests;
  expect(request?.url).toBe(`${HOST}/v1/rules?writeKey=wk%201`);
  expect([request?.method, request?.cache, request?.credentials]).toEqual(['GET', 'no-cache', 'omit']);
  expect([...request!.headers]).toEqual([]);
});

test('an ETag that a proxy has made weak names the same revision', async () => {
  vi.stubGlobal('fetch', async () => new Response('{}', { headers: { ETag: 'W/"v7"' } }));
  expect((await source().fetch()).etag).toBe('v7');
});

test.each([401, 404, 500])('a ruleset answered with %i can not be had', async (status) => {
  vi.stubGlobal('fetch', async () => new Response('no', { status }));
  await expect(source().fetch()).rejects.toThrow(String(status));
});

test('a token is sent as Authorization', async () => {
  const headers: Headers[] = [];
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    headers.push(new Headers(init.headers));
    return new Response('{}');
  });
  expect((await source().fetch('jwt')).date).toBeNaN();
  expect(headers[0]?.get('authorization')).toBe('Bearer jwt');
});
