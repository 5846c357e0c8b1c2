import { createHash, randomBytes } from 'node:crypto';
import { toIsoTime } from '../ingest/iso-time.js';
import type { Scope, StoredKey } from './key-store.port.js';

const FORM = /^sk_([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/;

/** The key has 256 random bits, so that a fast hash is as good as a slow one: there is nothing to guess. */
export const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** The public part of a key, by which it is found; undefined when it has not the form of one. */
export const keyIdOf = (key: string): string | undefined => FORM.exec(key)?.[1];

/** A new key, and what is to be kept of it. The key itself is shown once and kept nowhere. */
export const makeKey = (name: string, scopes: Scope[], now: number): { key: string; stored: StoredKey } => {
  const id = randomBytes(6).toString('hex');
  const key = `sk_${id}_${randomBytes(32).toString('base64url')}`;
  return { key, stored: { id, name, scopes, hash: hashOf(key), createdAt: toIsoTime(now) } };
};
