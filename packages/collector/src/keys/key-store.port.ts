/**
 * What a key may do: send `events` that are believed, as of subscriptions; `read` events, dead letters and figures; `rules`: publish, and send triggers; `people`: export and
 * delete; `admin`: all of it.
 */
export const SCOPES = ['events', 'read', 'rules', 'people', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** A secret key as it is kept: not the key. Times are ISO 8601. */
export interface StoredKey {
  id: string;
  /** Who or what uses it; the author of what is done with it. */
  name: string;
  scopes: Scope[];
  /** SHA-256 of the whole key, hex. */
  hash: string;
  createdAt: string;
  revokedAt?: string;
}

/** Keeps secret keys. Another process may create and revoke: nothing is remembered between two calls. */
export interface KeyStore {
  /** Rejects when the id is taken. */
  create(key: StoredKey): Promise<void>;
  /** All keys, revoked ones too, oldest first. */
  list(): Promise<StoredKey[]>;
  find(id: string): Promise<StoredKey | undefined>;
  /** False when there is no such key, or it was revoked before. */
  revoke(id: string, at: string): Promise<boolean>;
}
