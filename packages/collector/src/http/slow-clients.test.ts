import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { startCollector, WRITE_KEY } from '../testing/start-collector.js';

const CLIENTS = 500;
const REQUEST_MS = 3000;
const MEGABYTE = 1024 * 1024;

const AHEAD = 'POST /v1/batch HTTP/1.1\r\nhost: x\r\n';
/** Where somebody begins to be slow: before the first byte, in the headers, in the body. */
const BEGINNINGS = ['', AHEAD, `${AHEAD}content-length: 400000\r\n\r\n{"batch":[`];

interface SlowClient {
  socket: Socket;
  reply: string;
  isClosed: boolean;
}

const startSlowClient = async (port: number, n: number): Promise<SlowClient> => {
  const socket = connect(port, '127.0.0.1');
  const client: SlowClient = { socket, reply: '', isClosed: false };
  socket.on('data', (data) => (client.reply += String(data)));
  socket.on('error', () => {});
  socket.on('close', () => {
    client.isClosed = true;
  });
  await once(socket, 'connect');
  socket.write(BEGINNINGS[n % BEGINNINGS.length]!);
  return client;
};

it('lets hundreds of clients that send byte by byte wait for nobody, and cuts them off', async () => {
  const limits = { requestsPerMinute: { address: 0, key: 0 } };
  const { url, post, events } = await startCollector(limits, { requestMs: REQUEST_MS });
  const before = process.memoryUsage().rss;
  const port = Number(new URL(url).port);
  const clients = await Promise.all(Array.from({ length: CLIENTS }, (_, n) => startSlowClient(port, n)));
  const dripping = setInterval(() => {
    for (const [n, { socket }] of clients.entries()) if (n % BEGINNINGS.length > 0) socket.write('x');
  }, 50);
  onTestFinished(() => {
    clearInterval(dripping);
    for (const { socket } of clients) socket.destroy();
  });
  const open = () => clients.filter(({ isClosed }) => !isClosed).length;

  let sent = 0;
  const sendGood = async (): Promise<void> => {
    const batch = [{ type: 'page', userId: 'u_1', messageId: `m${sent++}` }];
    expect((await post('/v1/batch', { writeKey: WRITE_KEY, batch })).status).toBe(200);
  };
  while (sent < 50 && open() === CLIENTS) await sendGood();
  expect(sent).toBeGreaterThan(5);
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * MEGABYTE);

  await expect.poll(open, { timeout: 4 * REQUEST_MS }).toBe(0);
  const answers = new Set(clients.map(({ reply }) => reply.split('\r\n', 1)[0]));
  expect([...answers]).toEqual(['HTTP/1.1 408 Request Timeout']);
  await sendGood();
  expect(await events(sent)).toHaveLength(sent);
}, 30_000);
