import { createServer } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { startCountingProxy } from './counting-proxy.mjs';

const ends = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

test('every byte of both directions is counted, headers too', async () => {
  const server = createServer((request, response) =>
    request.resume().on('end', () => response.end('b'.repeat(500))),
  );
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(
    () => server.close(),
    () => server.closeAllConnections(),
  );
  const proxy = await startCountingProxy(`http://127.0.0.1:${server.address().port}`);
  ends.push(proxy.stop);
  const exchange = async (length) => {
    const before = proxy.bytes();
    const reply = await fetch(proxy.url, { method: 'POST', body: 'a'.repeat(length) });
    expect(await reply.text()).toHaveLength(500);
    const after = proxy.bytes();
    return { sent: after.sent - before.sent, received: after.received - before.received };
  };
  const small = await exchange(1000);
  const large = await exchange(3000);
  expect(small.sent).toBeGreaterThan(1000);
  expect(small.received).toBeGreaterThan(500);
  expect(large.sent - small.sent).toBe(2000);
  expect(proxy.bytes().connections).toBeGreaterThan(0);
});
