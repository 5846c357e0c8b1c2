import type { DatabaseSync } from 'node:sqlite';
import type { KeyStore, Scope, StoredKey } from '../keys/key-store.port.js';

const toKey = (row: Record<string, unknown>): StoredKey => ({
  id: String(row.id),
  name: String(row.name),
  scopes: String(row.scopes).split(' ') as Scope[],
  hash: String(row.hash),
  createdAt: String(row.created_at),
  ...(row.revoked_at !== null && { revokedAt: String(row.revoked_at) }),
});

/** Keys in the control database. */
export const createSqliteKeyStore = (db: DatabaseSync): KeyStore => {
  const insert = db.prepare('INSERT INTO keys (id, name, scopes, hash, created_at) VALUES (?, ?, ?, ?, ?)');
  const all = db.prepare('SELECT * FROM keys ORDER BY created_at, id');
  const one = db.prepare('SELECT * FROM keys WHERE id = ?');
  const revoke = db.prepare('UPDATE keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL');
  return {
    create: async ({ id, name, scopes, hash, createdAt }) =>
      void insert.run(id, name, scopes.join(' '), hash, createdAt),
    list: async () => all.all().map(toKey),
    find: async (id) => {
      const row = one.get(id);
      return row && toKey(row);
    },
    revoke: async (id, at) => revoke.run(at, id).changes === 1,
  };
};
