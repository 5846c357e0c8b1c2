import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished } from 'vitest';
import { type Collector, createCollector } from '../create-collector.js';
import type { CollectorOptions, CollectorParts } from '../options.js';
import type { StoredDeadLetter, StoredEvent } from '../store/store.port.js';
import { temporaryDirectory } from './temporary-directory.js';

export const WRITE_KEY = 'wk_test';
export const SECRET_KEY = 'sk_test';

/** A reply whose JSON tests assert on without describing it first. */
export interface Reply extends Omit<Response, 'json'> {
  // biome-ignore lint/suspicious/noExplicitAny: tests assert on the parsed reply.
  json(): Promise<any>;
}

/** A collector on a port of its own, and what tests ask it. It is closed when the test ends. */
export interface RunningCollector {
  collector: Collector;
  url: string;
  data: string;
  /** What it logged, line by line. */
  logged: Record<string, unknown>[];
  /** `POST` to a path; a body that is no text or bytes is sent as JSON. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** `POST` to an admin path with the secret key. */
  tell(path: string, body?: unknown): Promise<Reply>;
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  /** `GET` of an admin path with the secret key, parsed. */
  // biome-ignore lint/suspicious/noExplicitAny: tests assert on the parsed reply.
  admin(path: string): Promise<any>;
  /** Waits until `count` events are stored, and gives all of them. */
  events(count: number): Promise<StoredEvent[]>;
  /** Waits until everything is applied. */
  applied(): Promise<void>;
  deadLetters(): Promise<StoredDeadLetter[]>;
}

/** Starts a collector in this process, which does not mind how full the disk is, with real parts where none are given. */
export const startCollector = async (
  options: Partial<CollectorOptions> = {},
  parts: CollectorParts = {},
): Promise<RunningCollector> => {
  const data = options.data ?? join(temporaryDirectory(), 'data');
  const logged: Record<string, unknown>[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  const collector = await createCollector(
    { data, writeKeys: [WRITE_KEY], secretKey: SECRET_KEY, port: 0, minFreeMegabytes: 0, ...options },
    { logger, ...parts },
  );
  onTestFinished(() => collector.close());
  const url = await collector.listen();
  const get = (path: string, headers: Record<string, string> = {}): Promise<Reply> =>
    fetch(url + path, { headers });
  const admin = async (path: string) =>
    (await get(`/v1/admin/${path}`, { authorization: `Bearer ${SECRET_KEY}` })).json();
  const tell = (path: string, body: unknown = {}): Promise<Reply> =>
    fetch(`${url}/v1/admin/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    collector,
    url,
    data,
    logged,
    get,
    admin,
    tell,
    post: (path, body, headers = {}) =>
      fetch(url + path, {
        method: 'POST',
        headers,
        body:
          typeof body === 'string' || body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body),
      }),
    events: async (count) => {
      let events: StoredEvent[] = [];
      while (events.length < count) {
        const page = await admin(`events?wait=5&limit=1000&after=${events.at(-1)?.seq ?? 0}`);
        if (page.events.length === 0) throw new Error(`only ${events.length} of ${count} events came`);
        events = [...events, ...page.events];
      }
      return events;
    },
    applied: () => expect.poll(async () => (await admin('stats')).lag, { timeout: 10_000 }).toBe(0),
    deadLetters: async () => (await admin('dead-letters')).deadLetters,
  };
};
