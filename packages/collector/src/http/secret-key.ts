import { createHash, timingSafeEqual } from 'node:crypto';
import { problem } from '../problem.js';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Throws a `Problem` unless the request bears the secret key: 403 when there is none, 401 when it is another. */
export const demandSecretKey = (secretKey: string | undefined, authorization = ''): void => {
  if (secretKey === undefined) {
    const cure = 'Start the collector with --secret-key, or set TENDRIL_SECRET_KEY.';
    throw problem(403, 'auth', 'headers.authorization', 'The admin side is off: no secret key is set.', cure);
  }
  const given = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1] ?? '';
  // Digests have one length, and comparing them takes the same time wherever they differ.
  if (timingSafeEqual(digest(given), digest(secretKey))) return;
  const cure = 'Send Authorization: Bearer and the key that the collector was started with (--secret-key).';
  throw problem(401, 'auth', 'headers.authorization', 'The secret key is missing or wrong.', cure);
};
