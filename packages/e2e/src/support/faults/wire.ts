import type { IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { WireRequest } from './wire-request.ts';

interface Batch {
  writeKey: string;
  batch: { messageId: string; event?: string }[];
  context?: { dropped?: { [reason: string]: number } };
}

/** Bodies carry no Content-Encoding, so that they stay CORS-simple: gzip shows by its first bytes. */
const textOf = (body: Buffer): string =>
  (body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : body).toString();

export function readRequest(headers: IncomingHttpHeaders, body: Buffer): Omit<WireRequest, 'fate'> {
  const text = textOf(body);
  const { writeKey, batch, context } = JSON.parse(text) as Batch;
  return {
    at: Date.now(),
    // A beacon of a safelisted type is sent without CORS: https://w3c.github.io/beacon/#sendbeacon-method
    via: headers['sec-fetch-mode'] === 'no-cors' ? 'beacon' : 'fetch',
    writeKey,
    ids: batch.map(({ messageId }) => messageId),
    names: batch.flatMap(({ event = [] }) => event),
    bytes: body.length,
    text,
    dropped: context?.dropped ?? {},
  };
}

const reachedCollector = ({ fate }: WireRequest) => fate === 'passed' || fate === 'answer-lost';

/**
 * How often an event was sent after a request with it had already gone through to the collector. Repeating what was
 * refused is the client's duty and does not count.
 */
export function wireDuplicates(requests: readonly WireRequest[]): number {
  const through = new Set<string>();
  let again = 0;
  for (const request of requests) {
    again += request.ids.filter((id) => through.has(id)).length;
    if (reachedCollector(request)) for (const id of request.ids) through.add(id);
  }
  return again;
}

/** The drops that requests which went through have told of, by reason. */
export function dropsTold(requests: readonly WireRequest[]): { [reason: string]: number } {
  const told: { [reason: string]: number } = {};
  for (const { dropped } of requests.filter(reachedCollector))
    for (const [reason, count] of Object.entries(dropped)) told[reason] = (told[reason] ?? 0) + count;
  return told;
}

/** The log for people: one line a request, of its ids the first and the last, cut to the part that differs. */
export const wireText = (requests: readonly WireRequest[]): string =>
  requests
    .map(({ at, via, fate, bytes, ids }) => {
      const [first = '', last = ''] = [ids[0], ids.at(-1)].map((id) => id?.slice(5, 18));
      return `${new Date(at).toISOString().slice(11)} ${via} ${fate} ${bytes} B, ${ids.length}: ${first} to ${last}`;
    })
    .join('\n');
