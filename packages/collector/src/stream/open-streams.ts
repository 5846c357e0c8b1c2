import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { StreamMessage } from '@tendril/protocol';

/** Proxies cut connections that say nothing for a minute or less. */
const HEARTBEAT_MS = 20_000;
/** A client that does not read is let go; it comes again and resumes. */
const MAX_UNREAD_BYTES = 64 * 1024;

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // nginx would hold messages back.
  'x-accel-buffering': 'no',
};

const write = (stream: ServerResponse, text: string): void => {
  // It was ended, and waits for a client that does not read: a write now would be an error that nobody catches, which ends
  // the process. `writable` stays true here. https://nodejs.org/api/http.html#responsewritableended
  if (stream.writableEnded) return;
  if (stream.writableLength > MAX_UNREAD_BYTES) stream.destroy();
  else stream.write(text);
};

/** Writes one message; `id` is what the client gives back to resume. */
export const tell = (stream: ServerResponse, id: string, { type, ...data }: StreamMessage): void =>
  write(stream, `event: ${type}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`);

/** All open streams of server-sent events. */
export interface OpenStreams {
  /** Sends the headers; `onClose` runs when the client or the collector ends it. */
  open(
    stream: ServerResponse,
    headers: Record<string, string | number | string[] | undefined>,
    onClose: () => void,
  ): void;
}

/** Keeps streams alive, and ends them when `closing` aborts. `count` is told how many are open. */
export const createOpenStreams = (closing: AbortSignal, count: (open: number) => void): OpenStreams => {
  const streams = new Set<ServerResponse>();
  const heartbeat = setInterval(() => {
    for (const stream of streams) write(stream, ':\n\n');
  }, HEARTBEAT_MS).unref();
  closing.addEventListener('abort', () => {
    clearInterval(heartbeat);
    for (const stream of streams) stream.end();
  });
  return {
    open: (stream, headers, onClose) => {
      // At once, and not one by one with setHeader, which keeps each as long as the stream is open.
      stream.writeHead(200, { ...(headers as OutgoingHttpHeaders), ...HEADERS }).write(':\n\n');
      count(streams.add(stream).size);
      stream.once('close', () => {
        streams.delete(stream);
        count(streams.size);
        onClose();
      });
    },
  };
};
