import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { LIMITS } from '@tendril/protocol';
import { expect, it } from 'vitest';
import { attack } from '../testing/attack.js';
import { startCollector, WRITE_KEY } from '../testing/start-collector.js';

const unlimited = { requestsPerMinute: { address: 0, key: 0 } };
const MEGABYTE = 1024 * 1024;

it('answers whatever is sent with what is wrong, stores what is good, and goes on', async () => {
  await attack(await startCollector(unlimited), 300);
}, 60_000);

it('unpacks no more of a gzip bomb than a request may have', async () => {
  const { post } = await startCollector(unlimited);
  // A gzip stream may have many members: this one unpacks to a gigabyte.
  const bomb = Buffer.concat(Array<Buffer>(40).fill(gzipSync(Buffer.alloc(25 * MEGABYTE))));
  expect(bomb.length).toBeLessThan(4 * LIMITS.requestBytes);
  const small = gzipSync(Buffer.alloc(100 * MEGABYTE));
  expect(small.length).toBeLessThan(LIMITS.requestBytes);
  const before = process.memoryUsage().rss;
  for (let round = 0; round < 5; round += 1) {
    const replies = await Promise.all([bomb, small, small, small].map((body) => post('/v1/batch', body)));
    expect(replies.map(({ status }) => status)).toEqual([413, 413, 413, 413]);
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * MEGABYTE);
}, 30_000);

it('reads no more of an endless body than it must', async () => {
  const { url, post } = await startCollector(unlimited);
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const reply = new Promise<string>((resolve, reject) => {
    socket.once('data', (data) => resolve(String(data)));
    socket.once('error', reject);
  });
  socket.write(`POST /v1/batch HTTP/1.1\r\nhost: x\r\ncontent-length: ${10 * MEGABYTE}\r\n\r\n`);
  expect(await reply).toMatch(/^HTTP\/1\.1 413 /);
  socket.destroy();
  const body = { writeKey: WRITE_KEY, batch: [{ type: 'page', userId: 'u', messageId: 'a' }] };
  expect((await post('/v1/batch', body)).status).toBe(200);
});
