import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { slowLog } from '../testing/fake-log.js';
import { startCollector, WRITE_KEY } from '../testing/start-collector.js';

/** A connection that has begun to ask, and so is not idle when the collector stops. */
const beginToAsk = async (url: string, path: string) => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let heard = '';
  socket.on('data', (data) => {
    heard += data;
  });
  await once(socket, 'connect');
  socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\n`);
  return async () => {
    const ended = once(socket, 'end');
    socket.write('\r\n');
    await ended;
    const [head = '', body = ''] = heard.split('\r\n\r\n');
    return { head, status: Number(head.split(' ')[1]), json: JSON.parse(body) };
  };
};

it('says to who comes while it stops where to go, and how it is', async () => {
  const { log, appending, finish } = slowLog();
  const { collector, url, post } = await startCollector({}, { log });
  const [rules, stream, metrics, ready, healthy] = await Promise.all(
    [
      `/v1/rules?writeKey=${WRITE_KEY}`,
      `/v1/stream?writeKey=${WRITE_KEY}`,
      '/metrics',
      '/readyz',
      '/healthz',
    ].map((path) => beginToAsk(url, path)),
  );
  const event = { type: 'page', userId: 'u_1', messageId: 'a' };
  const underWay = post('/v1/batch', { writeKey: WRITE_KEY, batch: [event] });
  await appending;
  const stopped = collector.close();
  for (const ask of [rules!, stream!]) {
    const { head, status, json } = await ask();
    expect([status, json.error]).toMatchObject([503, { path: 'collector', cure: expect.any(String) }]);
    expect(head).toMatch(/^retry-after: 1\r?$/im);
    expect(head).toMatch(/^access-control-allow-origin: \*\r?$/im);
  }
  expect((await metrics!()).status).toBe(503);
  expect(await ready!()).toMatchObject({
    status: 503,
    json: { ready: false, reasons: [{ message: 'The collector is stopping.' }] },
  });
  expect(await healthy!()).toMatchObject({ status: 200, json: { ok: true } });
  finish();
  expect((await underWay).status).toBe(200);
  await stopped;
});
