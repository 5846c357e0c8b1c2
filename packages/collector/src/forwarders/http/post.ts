import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { publicLookup } from './address-guard.js';

export interface PostRequest {
  url: URL;
  headers: Record<string, string>;
  body: string;
  /** For all of it: connecting, sending and the answer. */
  timeoutMs: number;
  /** Private addresses may be connected to. */
  mayBePrivate: boolean;
}

export interface PostReply {
  status: number;
  /** `Retry-After` in milliseconds, where there is one. */
  retryAfterMs?: number;
  /** The first of what it says. */
  text: string;
}

export type Post = (request: PostRequest, signal: AbortSignal) => Promise<PostReply>;

/** As much of an answer as is read, for the list of dead deliveries. */
const TEXT_BYTES = 500;

const readText = async (reply: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const piece of reply) {
    text += String(piece);
    // The rest is nobody's interest, and may have no end.
    if (text.length >= TEXT_BYTES) break;
  }
  return text.slice(0, TEXT_BYTES);
};

/** Seconds, or a date. */
const retryAfterMs = (header: string | undefined, now: number): number | undefined => {
  if (header === undefined) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
};

const connect = (
  { url, headers, body, mayBePrivate }: PostRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const length = String(Buffer.byteLength(body));
    const options = {
      method: 'POST',
      headers: { ...headers, 'content-length': length },
      signal,
      ...(!mayBePrivate && { lookup: publicLookup }),
    };
    request(url, options, resolve).on('error', reject).end(body);
  });

const within = (ms: number): Error => new Error(`it did not answer within ${ms / 1000} s`);

/**
 * Sends one request. Node's own client, because it connects to the address that was checked and follows no redirect:
 * neither may lead to another place than the one the operator named. Rejects with what went wrong on the way.
 */
export const post: Post = async (request, signal) => {
  const timeout = AbortSignal.timeout(request.timeoutMs);
  try {
    const reply = await connect(request, AbortSignal.any([signal, timeout]));
    const text = await readText(reply);
    const asked = retryAfterMs(reply.headers['retry-after'], Date.now());
    return { status: reply.statusCode ?? 0, text, ...(asked !== undefined && { retryAfterMs: asked }) };
  } catch (error) {
    throw timeout.aborted ? within(request.timeoutMs) : error;
  }
};
