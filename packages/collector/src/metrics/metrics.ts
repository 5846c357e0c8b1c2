import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Figures of this process that are counted where things happen. */
export interface Metrics {
  registry: Registry;
  /** Time of requests, seconds, by route, method and status; its count is the number of requests. */
  requests: Histogram<'route' | 'method' | 'status'>;
  /** Events by what became of them at the door. */
  events: Counter<'outcome'>;
  /** Time until an append was durable, seconds. */
  appends: Histogram;
  /** Requests that were answered 429. */
  limited: Counter<'by'>;
  /** Requests that were answered 503, by the path of the reason. */
  refused: Counter<'reason'>;
  /** Open streams. */
  streams: Gauge;
  /** Attempts to deliver something to a receiver. */
  deliveries: Counter<'forwarder' | 'outcome'>;
}

const FAST_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** Metrics of one collector, in a registry of their own. */
export const createMetrics = (): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Histogram({
      name: 'tendril_request_seconds',
      help: 'Time of requests',
      labelNames: ['route', 'method', 'status'],
      buckets: FAST_SECONDS,
      registers,
    }),
    events: new Counter({
      name: 'tendril_events_total',
      help: 'Events that came in: accepted or rejected',
      labelNames: ['outcome'],
      registers,
    }),
    appends: new Histogram({
      name: 'tendril_append_seconds',
      help: 'Time until a request was durable',
      buckets: FAST_SECONDS,
      registers,
    }),
    limited: new Counter({
      name: 'tendril_limited_total',
      help: 'Requests answered 429, by address or by key',
      labelNames: ['by'],
      registers,
    }),
    refused: new Counter({
      name: 'tendril_refused_total',
      help: 'Requests answered 503, by reason',
      labelNames: ['reason'],
      registers,
    }),
    streams: new Gauge({ name: 'tendril_streams', help: 'Open server-sent event streams', registers }),
    deliveries: new Counter({
      name: 'tendril_delivery_attempts_total',
      help: 'Attempts to deliver to a forwarder: delivered, failed or dead',
      labelNames: ['forwarder', 'outcome'],
      registers,
    }),
  };
};
