import type { IncomingMessage } from 'node:http';
import { Problem, problem } from '../problem.js';

/** The rest is not waited for: it may be without end. */
const tooLarge = (): Problem =>
  new Problem(
    413,
    [
      {
        code: 'limit',
        path: 'body',
        message: 'The body is too large.',
        cure: 'Send fewer events in one request.',
      },
    ],
    { connection: 'close' },
  );

const cutOff = (): Problem =>
  problem(400, 'encoding', 'body', 'The body ended before its end.', 'Send it again.');

/**
 * The whole body of a request. Rejects with a `Problem`: 413 as soon as it has, or says that it has, more than `most`
 * bytes; 400 when the sender goes before its end.
 */
export const readBytes = (request: IncomingMessage, most: number): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    if (Number(request.headers['content-length']) > most) return reject(tooLarge());
    // Nothing is heard any more of a request that has ended so.
    if (request.destroyed) return reject(cutOff());
    request.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes <= most) parts.push(part);
      else reject(tooLarge());
    });
    request.once('end', () => resolve(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)));
    request.once('error', () => reject(cutOff()));
  });
