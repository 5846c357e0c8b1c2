import { Webhook } from 'standardwebhooks';
import { ConfigError } from '../../config/secret.js';

/** Signs bodies after Standard Webhooks. https://github.com/standard-webhooks/standard-webhooks */
export type Sign = (id: string, now: number, body: string) => Record<string, string>;

/** What the specification asks of secrets. */
const LEAST_BYTES = 24;
const MOST_BYTES = 64;

const open = (secret: string, path: string): Webhook => {
  const bytes = Buffer.from(secret.replace(/^whsec_/, ''), 'base64').length;
  if (/^whsec_[A-Za-z0-9+/]+=*$/.test(secret) && bytes >= LEAST_BYTES && bytes <= MOST_BYTES) {
    return new Webhook(secret);
  }
  const cure = `Use whsec_ and ${LEAST_BYTES} to ${MOST_BYTES} random bytes in base64: echo "whsec_$(openssl rand -base64 32)"`;
  throw new ConfigError('value', path, 'is no secret of Standard Webhooks', cure);
};

/**
 * Signs with each of the secrets, the first first: a receiver that knows either of two believes it. Throws a
 * `ConfigError` when one is malformed.
 */
export const createSigner = (secrets: readonly string[], path: string): Sign => {
  const webhooks = secrets.map((secret) => open(secret, path));
  return (id, now, body) => {
    const at = new Date(now);
    return {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now / 1000)),
      'webhook-signature': webhooks.map((webhook) => webhook.sign(id, at, body)).join(' '),
    };
  };
};
