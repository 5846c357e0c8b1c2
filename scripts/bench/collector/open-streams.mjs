// What an open stream of server-sent events costs, and how long it takes until all have heard.
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { atMost } from '../goals.mjs';
import { result } from '../result.mjs';
import { WRITE_KEY } from './keys.mjs';
import { startServer } from './start-server.mjs';

const STREAMS = 5000;
/** Opened at once: more would overflow the queue of connections that the system accepts. */
const AT_ONCE = 100;
const KIB = 1024;
const REQUEST = `GET /v1/stream?writeKey=${WRITE_KEY} HTTP/1.1\r\nhost: bench\r\n\r\n`;

const RULESET = {
  version: '1',
  nudges: [
    {
      ...{ id: 'n1', rev: 1, type: 'banner', category: 'upsell' },
      when: { on: [{ page: true }] },
      where: { surface: 'top' },
      what: { locale: 'en', content: { en: { title: 'Hello' } } },
    },
  ],
};

/** Opens a stream and waits for its first message. `heard` is called with each message. */
function open(port, heard) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.setEncoding('utf8');
    socket.once('error', reject);
    socket.on('data', (text) => {
      if (!text.includes('event: ruleset')) return;
      resolve(socket);
      heard();
    });
    socket.write(REQUEST);
  });
}

async function measure() {
  const server = await startServer('whole');
  const sockets = [];
  try {
    let heard = 0;
    const before = server.memory();
    while (sockets.length < STREAMS) {
      const opening = Array.from({ length: AT_ONCE }, () => open(server.port, () => (heard += 1)));
      sockets.push(...(await Promise.all(opening)));
    }
    await delay(1000);
    const kib = (server.memory() - before) / STREAMS / KIB;
    heard = 0;
    const start = performance.now();
    await server.admin('rules', { ruleset: RULESET, note: 'bench' });
    while (heard < STREAMS) await delay(5);
    return { kib, broadcast: performance.now() - start };
  } finally {
    for (const socket of sockets) socket.destroy();
    await server.stop();
  }
}

/** @returns results */
export async function openStreams(runs) {
  const samples = [];
  for (let run = 0; run < runs; run++) samples.push(await measure());
  return [
    result({
      what: `an open stream, ${STREAMS} of them`,
      unit: 'KiB',
      samples: samples.map(({ kib }) => kib),
      goal: atMost(25, 'KiB'),
    }),
    result({
      what: `all ${STREAMS} streams told of a ruleset`,
      unit: 'ms',
      samples: samples.map(({ broadcast }) => broadcast),
      goal: atMost(1000, 'ms'),
    }),
  ];
}
