import { createHash } from 'node:crypto';

const CHARACTERS = 27;

/**
 * The idempotency key of a delivery: a hash of the forwarder and of what causes it, in the form that Standard Webhooks
 * recommends. It has no dot, which parts the signed text there.
 */
export const deliveryId = (forwarder: string, ...cause: (string | number)[]): string => {
  const hash = createHash('sha256').update(JSON.stringify([forwarder, ...cause]));
  return `msg_${hash.digest('base64url').slice(0, CHARACTERS)}`;
};
