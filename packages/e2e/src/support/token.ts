import { createHmac } from 'node:crypto';

/** What the collector and the host's backend share. */
export const TOKEN_SECRET = 'a-secret-of-the-suite-that-is-long-enough';
const HOUR_S = 3600;

const part = (json: object): string => Buffer.from(JSON.stringify(json)).toString('base64url');

/** A token as the host's backend signs it (HS256). */
export function tokenFor(user: string, account: string, secret = TOKEN_SECRET): string {
  const exp = Math.floor(Date.now() / 1000) + HOUR_S;
  const signed = `${part({ alg: 'HS256' })}.${part({ sub: user, account, aud: 'tendril', exp })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
