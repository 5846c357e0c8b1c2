import { problem } from '../problem.js';

/** User name of `Authorization: Basic`, which is where Segment's libraries put the write key. */
export const basicUser = (authorization: string | undefined): string | undefined => {
  const encoded = /^Basic\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8').split(':')[0];
};

/**
 * The write key of a request: of the Basic header, or else `given`, that of the body or the query.
 * Throws a `Problem` (401) when it is missing or not one of `known`.
 */
export const demandWriteKey = (
  known: string[],
  authorization: string | undefined,
  given: unknown,
): string => {
  const key = basicUser(authorization) ?? given;
  if (typeof key === 'string' && known.includes(key)) return key;
  const message = key === undefined ? 'There is no write key.' : 'The write key is not known here.';
  const cure =
    'Send a key that the collector was started with (--write-key): as the user of Authorization: Basic, or as `writeKey`, with events in the body and else in the query.';
  throw problem(401, 'auth', 'writeKey', message, cure);
};
