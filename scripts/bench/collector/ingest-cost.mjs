// What a durable answer costs, next to a server that parses and throws away.
import { setTimeout as delay } from 'node:timers/promises';
import { atLeast, atMost, ratioAtLeast, ratioAtMost } from '../goals.mjs';
import { interleave } from '../interleave.mjs';
import { result } from '../result.mjs';
import { percentile } from '../statistics.mjs';
import { EVENTS, requestsOf } from './batches.mjs';
import { fire } from './fire.mjs';
import { startServer } from './start-server.mjs';

const CONNECTIONS = 64;
const REQUESTS = 3000;
const WARM_UP = 500;

let runs = 0;

/** Waits until everything is applied. */
async function applied(server) {
  while ((await server.admin('stats')).lag > 0) await delay(20);
}

/** One run on a fresh server: rates in a second, CPU microseconds of a request, p99 in milliseconds. */
async function measure(kind, options) {
  const server = await startServer(kind, options);
  try {
    runs += 1;
    await fire(server.port, requestsOf(`warm-${runs}`, WARM_UP), CONNECTIONS);
    if (kind === 'whole') await applied(server);
    const requests = requestsOf(`run-${runs}`, REQUESTS);
    const [cpu, start] = [server.cpu(), performance.now()];
    const { seconds, times } = await fire(server.port, requests, CONNECTIONS);
    const ofRequest = (server.cpu() - cpu) / REQUESTS;
    if (kind === 'whole') await applied(server);
    const events = (REQUESTS * EVENTS) / ((performance.now() - start) / 1000);
    return { rate: REQUESTS / seconds, cpu: ofRequest, p99: percentile(times, 0.99), events };
  } finally {
    await server.stop();
  }
}

/** @returns results; `log` is the address of a cluster of three, if there is one */
export async function ingestCost(runs, log) {
  const samples = await interleave(runs, {
    bare: () => measure('bare'),
    ack: () => measure('ack'),
    whole: () => measure('whole'),
    ...(log && { cluster: () => measure('ack', { log: `${log}?stream=BENCH${process.pid}` }) }),
  });
  const of = (name, field) => samples[name].map((sample) => sample[field]);
  const bare = of('bare', 'rate');
  const row = (what, unit, of, goal, base) => result({ what, unit, samples: of, goal, base });
  return [
    row('durable ack, gzip, with a bare server', 'req/s', of('ack', 'rate'), ratioAtLeast(0.7), bare),
    row('CPU of a request, with a bare server', 'µs', of('ack', 'cpu'), ratioAtMost(1.35), of('bare', 'cpu')),
    row(`ack p99, ${CONNECTIONS} connections`, 'ms', of('ack', 'p99'), atMost(150, 'ms')),
    row('ack while applying, with a bare server', 'req/s', of('whole', 'rate'), undefined, bare),
    row(`ack p99 while applying, ${CONNECTIONS} connections`, 'ms', of('whole', 'p99'), atMost(150, 'ms')),
    row('acknowledged and applied', 'events/s', of('whole', 'events'), atLeast(30_000, 'events/s')),
    ...(log
      ? [
          row(
            'durable ack, three replicas, with a bare server',
            'req/s',
            of('cluster', 'rate'),
            ratioAtLeast(0.25),
            bare,
          ),
        ]
      : []),
  ];
}
