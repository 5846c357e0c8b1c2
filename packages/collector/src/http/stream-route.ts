import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Change } from '../feed/change-feed.port.js';
import type { RouteContext } from './context.js';
import { CORS_HEADERS } from './cors.js';
import { demandWriteKey } from './write-key.js';

/** Proxies cut connections that say nothing for a minute or less. */
const HEARTBEAT_MS = 20_000;
/** A client that does not read is let go; it comes again and resumes. */
const MAX_UNREAD_BYTES = 64 * 1024;

const HEADERS = {
  ...CORS_HEADERS,
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // nginx would hold messages back.
  'x-accel-buffering': 'no',
};

const toMessage = ({ id, topic, version }: Change): string =>
  `event: ${topic}\nid: ${id}\ndata: ${JSON.stringify({ version })}\n\n`;

const say = (stream: ServerResponse, text: string): void => {
  if (stream.writableLength > MAX_UNREAD_BYTES) stream.destroy();
  else stream.write(text);
};

/**
 * `GET /v1/stream?writeKey=`: server-sent events. Says the ruleset in force at once, unless `Last-Event-ID` shows that
 * the client has it, and then each change.
 */
export const streamRoute = (scope: FastifyInstance, { options, feed, closing }: RouteContext): void => {
  const streams = new Set<ServerResponse>();
  const heartbeat = setInterval(() => {
    for (const stream of streams) say(stream, ':\n\n');
  }, HEARTBEAT_MS).unref();
  closing.addEventListener('abort', () => {
    clearInterval(heartbeat);
    for (const stream of streams) stream.end();
  });

  scope.get<{ Querystring: { writeKey?: string } }>('/v1/stream', (request, reply) => {
    demandWriteKey(options.writeKeys, request.headers.authorization, request.query.writeKey);
    const seen = Number(request.headers['last-event-id'] ?? 0);
    reply.hijack();
    const stream = reply.raw;
    stream.writeHead(200, HEADERS).write(':\n\n');
    streams.add(stream);
    const unsubscribe = feed.subscribe(
      'ruleset',
      (change) => say(stream, toMessage(change)),
      Number.isFinite(seen) ? seen : 0,
    );
    stream.once('close', () => {
      unsubscribe();
      streams.delete(stream);
    });
  });
};
