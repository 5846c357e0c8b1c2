import { expect, it } from 'vitest';
import { EventStream } from '../testing/event-stream.js';
import { startCollector, WRITE_KEY } from '../testing/start-collector.js';

const HARDENED = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'strict-transport-security': expect.stringMatching(/^max-age=\d+$/),
};
const headersOf = ({ headers }: { headers: Headers }) => Object.fromEntries(headers);

it.each([
  ['/v1/rules?writeKey=wk_test', 200],
  ['/v1/rules', 401],
])('lets pages of any origin read %s (%d), and nothing else be done with it', async (path, status) => {
  const { get } = await startCollector();
  const response = await get(path, { origin: 'http://page.test' });
  expect(response.status).toBe(status);
  expect(headersOf(response)).toMatchObject({
    ...HARDENED,
    'cross-origin-resource-policy': 'cross-origin',
    'access-control-allow-origin': '*',
  });
});

it.each(['/v1/admin/stats', '/healthz', '/metrics'])('keeps %s to its own origin', async (path) => {
  const { get } = await startCollector();
  const headers = headersOf(await get(path, { origin: 'http://page.test' }));
  expect(headers).toMatchObject({ ...HARDENED, 'cross-origin-resource-policy': 'same-origin' });
  expect(headers).not.toHaveProperty('access-control-allow-origin');
});

it('marks the stream and the replies to events too', async () => {
  const { post, url } = await startCollector();
  const reply = await post('/v1/batch', { writeKey: WRITE_KEY, batch: [] });
  expect(headersOf(reply)).toMatchObject({ 'cross-origin-resource-policy': 'cross-origin' });
  const stream = await EventStream.open(`${url}/v1/stream?writeKey=${WRITE_KEY}`);
  expect(Object.fromEntries(stream.headers)).toMatchObject({
    ...HARDENED,
    'cross-origin-resource-policy': 'cross-origin',
  });
});
