import { SignJWT } from 'jose';
import type { Viewer } from '../facts/subject.js';
import { TOKEN_DEFAULTS } from './token-options.js';

export interface TokenRequest extends Viewer {
  user: string;
  secret: string;
  kid?: string;
  audience?: string;
  seconds: number;
}

/** A token as the host's backend would sign it (HS256). `now` is in milliseconds since 1970. */
export const makeToken = (
  { user, account, secret, kid, audience = TOKEN_DEFAULTS.audience, seconds }: TokenRequest,
  now: number,
): Promise<string> =>
  new SignJWT(account === undefined ? {} : { account })
    .setProtectedHeader({ alg: 'HS256', ...(kid !== undefined && { kid }) })
    .setSubject(user)
    .setAudience(audience)
    .setIssuedAt(Math.floor(now / 1000))
    .setExpirationTime(Math.floor(now / 1000) + seconds)
    .sign(Buffer.from(secret));
