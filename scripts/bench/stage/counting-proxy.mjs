// Hands a TCP connection through and counts its bytes, so that no layer above can hide any.
import { connect, createServer } from 'node:net';

/**
 * @param target an http address of this machine
 * @returns `{ url, bytes, stop }`; `bytes()` is `{ sent, received, connections }` so far, as the page sees it
 */
export async function startCountingProxy(target) {
  const port = Number(new URL(target).port);
  const bytes = { sent: 0, received: 0, connections: 0 };
  const open = new Set();
  const server = createServer((page) => {
    const collector = connect(port, '127.0.0.1');
    bytes.connections++;
    page.on('data', ({ length }) => {
      bytes.sent += length;
    });
    collector.on('data', ({ length }) => {
      bytes.received += length;
    });
    page.pipe(collector).pipe(page);
    for (const [socket, other] of [
      [page, collector],
      [collector, page],
    ]) {
      open.add(socket);
      socket.on('error', () => {}); // `close` follows, and is what counts
      socket.once('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    bytes: () => ({ ...bytes }),
    stop() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
