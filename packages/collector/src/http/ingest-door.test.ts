import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { slowLog } from '../testing/fake-log.js';
import { SECRET_KEY, startCollector, WRITE_KEY } from '../testing/start-collector.js';

const MEGABYTE = 1024 * 1024;
const event = (messageId: string) => ({ type: 'page', userId: 'u_1', messageId });
const body = (...ids: string[]) => JSON.stringify({ writeKey: WRITE_KEY, batch: ids.map(event) });

/** A connection that says what it is told to, byte for byte. */
const openConnection = async (url: string) => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let heard = '';
  socket.on('data', (data) => {
    heard += data;
  });
  socket.on('error', () => {});
  const closed = once(socket, 'close');
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return {
    socket,
    closed,
    heard: () => heard,
    until: (text: string) => expect.poll(() => heard).toContain(text),
  };
};
const head = (length: number, more = '') =>
  `POST /v1/batch HTTP/1.1\r\nhost: x\r\ncontent-length: ${length}\r\n${more}\r\n`;

it('takes paths with a query, and leaves other methods and paths to the others', async () => {
  const { post, get, url } = await startCollector();
  expect((await post('/v1/batch?from=page', body('a'))).status).toBe(200);
  expect((await get('/v1/batch')).status).toBe(404);
  expect((await post('/v1/batch/', body('a'))).status).toBe(404);
  expect((await fetch(`${url}/v1/batch`, { method: 'PUT', body: body('a') })).status).toBe(404);
});

it.each([
  ['a whole URL, as through a proxy', 'http://collector.example/v1/batch?x=1'],
  ['a path with a letter in percent', '/v1/%62atch'],
  ['a path with a fragment', '/v1/batch#x'],
])('takes what is sent to %s', async (_name, target) => {
  const { url } = await startCollector();
  const { socket, until } = await openConnection(url);
  const text = body('a');
  socket.write(head(text.length).replace('/v1/batch', target) + text);
  await until('"accepted":1');
});

it('leaves a path that is no URL to the others', async () => {
  const { url } = await startCollector();
  const { socket, until } = await openConnection(url);
  socket.write(head(0).replace('/v1/batch', '/v1/%zz'));
  await until('HTTP/1.1 400');
});

it('answers one request after another on a connection, also after one that it refused unread', async () => {
  const limits = { requestsPerMinute: { address: 2, key: 0 } };
  const { url } = await startCollector(limits);
  const { socket, heard, until } = await openConnection(url);
  const text = body('a');
  socket.write(head(text.length) + text + head(text.length) + text);
  await expect.poll(() => heard().split('HTTP/1.1 200').length).toBe(3);
  socket.write(head(text.length));
  await until('HTTP/1.1 429');
  socket.write(`${text}GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n`);
  await expect.poll(() => heard().split('HTTP/1.1 200').length).toBe(4);
});

it.each([
  ['that says so', head(3 * MEGABYTE)],
  ['that does not say so', head(0).replace('content-length: 0', 'transfer-encoding: chunked')],
])('tells a sender of far too much %s, and does not wait for the rest', async (_name, start) => {
  const { url } = await startCollector();
  const { socket, until, closed } = await openConnection(url);
  socket.write(start);
  if (start.includes('chunked')) {
    const chunk = 'x'.repeat(MEGABYTE);
    for (let n = 0; n < 3; n += 1) socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`);
  }
  await until('HTTP/1.1 413');
  await until('The body is too large.');
  await closed;
});

it('keeps nothing of a body that ends early, and does not call that its own failure', async () => {
  const { url, admin, logged, applied } = await startCollector();
  const { socket, closed } = await openConnection(url);
  const text = body('a');
  socket.write(head(text.length) + text.slice(0, -10));
  socket.end();
  await closed;
  await applied();
  expect(await admin('stats')).toMatchObject({ received: 0, lag: 0 });
  expect(logged.filter(({ level }) => Number(level) >= 40)).toEqual([]);
});

it('keeps what was sent whole by somebody who does not wait for the answer', async () => {
  const { log, appending, finish } = slowLog();
  const { url, logged, get } = await startCollector({}, { log });
  const { socket, closed } = await openConnection(url);
  const text = body('a');
  socket.write(head(text.length) + text);
  await appending;
  socket.destroy();
  await closed;
  finish();
  expect((await get('/healthz')).status).toBe(200);
  expect(logged.filter(({ level }) => Number(level) >= 40)).toEqual([]);
});

it('answers what is under way when it stops, and sends who comes then to another one', async () => {
  const { log, appending, finish } = slowLog();
  const { collector, url } = await startCollector({}, { log });
  const early = await openConnection(url);
  const late = await openConnection(url);
  const text = body('a');
  // A connection that has asked for something is not idle.
  late.socket.write(head(text.length, 'x-late: 1\r\n').slice(0, -4));
  early.socket.write(head(text.length) + text);
  await appending;
  const stopped = collector.close();
  late.socket.write(`\r\n\r\n${text}`);
  await late.until('HTTP/1.1 503');
  await late.until('retry-after: 1');
  expect(late.heard()).toContain('The collector is stopping.');
  await late.closed;
  finish();
  await early.until('HTTP/1.1 200');
  await stopped;
});

it('times requests by the path that they came by', async () => {
  const { post, get } = await startCollector();
  await post('/v1/b?x=1', body('a'));
  await post('/v1/t', '{');
  const text = await (await get('/metrics', { authorization: `Bearer ${SECRET_KEY}` })).text();
  expect(text).toContain('tendril_request_seconds_count{route="/v1/b",method="POST",status="200"} 1');
  expect(text).toContain('tendril_request_seconds_count{route="/v1/t",method="POST",status="400"} 1');
});
