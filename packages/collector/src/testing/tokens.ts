import { makeToken, type TokenRequest } from '../identity/make-token.js';

export const TOKEN_SECRET = 'a secret of the host, long enough for HS256';

/** A token that a collector with `TOKEN_SECRET` believes, for u_1 of acct_7 where nothing else is said. */
export const tokenFor = (more: Partial<TokenRequest> = {}, now = Date.now()): Promise<string> =>
  makeToken({ user: 'u_1', account: 'acct_7', secret: TOKEN_SECRET, seconds: 3600, ...more }, now);

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
