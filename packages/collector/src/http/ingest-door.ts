import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { LIMITS } from '@tendril/protocol';
import type { RequestKind } from '../log/event-log.port.js';
import type { RouteContext } from './context.js';
import { CORS_HEADERS } from './cors.js';
import { errorReply } from './error-reply.js';
import { ingest } from './ingest.js';
import { INGEST_KINDS } from './ingest-paths.js';
import { readBytes } from './read-bytes.js';
import { securityHeaders } from './security-headers.js';
import { stopping } from './stopping.js';
import { addressReader } from './trusted-address.js';

/** A sender that overshoots reads a clear 413, up to this size. Beyond it the connection ends. */
const READ_BYTES = 4 * LIMITS.requestBytes;

/** Answers a request for events; false for any other, which is left alone. */
export type IngestDoor = (request: IncomingMessage, response: ServerResponse) => boolean;

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body: unknown;
}

/** The path of a URL as a router reads it: whole URLs come through proxies, and a letter may be written in percent. */
const pathOf = (url: string): string => {
  const [path = ''] = url.replace(/^https?:\/\/[^/]*/i, '').split(/[?#]/, 1);
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
};

/**
 * The door that events come in by, in front of the framework that serves everything else: it is most of what a collector
 * does, and what a framework adds to each request is more than checking its events costs (`npm run bench -- collector`).
 */
export const createIngestDoor = (context: RouteContext): IngestDoor => {
  const { limits, logger, metrics, options, closing } = context;
  const addressOf = addressReader(options.trustProxy);
  const always = { ...securityHeaders('any-origin'), ...CORS_HEADERS };
  const common = [...Object.entries(always), ['content-type', 'application/json; charset=utf-8']].flat();

  const take = async (request: IncomingMessage, kind: RequestKind): Promise<Answer> => {
    if (closing.aborted) throw stopping();
    const address = addressOf(request);
    await limits.byAddress(address);
    const { authorization, 'content-encoding': encoding, 'user-agent': userAgent } = request.headers;
    const body = await readBytes(request, READ_BYTES);
    return {
      status: 200,
      body: await ingest(context, kind, { authorization, encoding, userAgent, address, body }),
    };
  };

  const send = (response: ServerResponse, { status, headers = {}, body }: Answer) => {
    const text = JSON.stringify(body);
    const own = ['content-length', String(Buffer.byteLength(text)), ...Object.entries(headers).flat()];
    response.writeHead(status, [...common, ...own]);
    response.end(text);
  };

  const answer = async (
    request: IncomingMessage,
    response: ServerResponse,
    route: string,
    kind: RequestKind,
  ) => {
    const start = performance.now();
    const reply = await take(request, kind).catch((error: Error) => errorReply(error, logger, route));
    // Nobody waits for it any more.
    if (response.destroyed) return;
    send(response, reply);
    const labels = { route, method: 'POST', status: reply.status };
    metrics.requests.observe(labels, (performance.now() - start) / 1000);
  };

  return (request, response) => {
    const { method, url = '' } = request;
    if (method !== 'POST') return false;
    // Nearly all are written plainly: no time is spent on reading them.
    const path = INGEST_KINDS.has(url) ? url : pathOf(url);
    const kind = INGEST_KINDS.get(path);
    if (kind === undefined) return false;
    answer(request, response, path, kind).catch((error: unknown) => {
      logger.error({ err: error, url: path }, 'a request can not be answered');
      response.destroy();
    });
    return true;
  };
};
