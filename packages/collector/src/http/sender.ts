import { SERVER_KEY } from '../keys/server-key.js';
import { bearerOf } from './bearer.js';
import type { RouteContext } from './context.js';
import { basicUser, demandWriteKey } from './write-key.js';

/** Tokens of people have three parts; they say who somebody is, and not what may be sent. */
const isToken = (text: string): boolean => text.split('.').length === 3;

/**
 * The secret key of a request for events: as `Authorization: Bearer`, or as the user of Basic, which is where Segment's
 * libraries put what they are given for a write key.
 */
const secretOf = (writeKeys: readonly string[], authorization: string | undefined): string | undefined => {
  const bearer = bearerOf(authorization);
  if (bearer !== undefined) return isToken(bearer) ? undefined : bearer;
  const user = basicUser(authorization);
  return user?.startsWith('sk_') && !writeKeys.includes(user) ? user : undefined;
};

/**
 * The key that events are kept under: the write key of a page, or `SERVER_KEY` for a backend that has a secret key of the
 * scope `events`. Throws a `Problem` (401, 403).
 */
export const demandSender = async (
  { options, keyRing }: RouteContext,
  authorization: string | undefined,
  given: unknown,
): Promise<string> => {
  const secret = secretOf(options.writeKeys, authorization);
  if (secret === undefined) return demandWriteKey(options.writeKeys, authorization, given);
  await keyRing.demand(`Bearer ${secret}`, 'events');
  return SERVER_KEY;
};
