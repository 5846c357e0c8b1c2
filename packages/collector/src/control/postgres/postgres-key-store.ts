import type { KeyStore, Scope, StoredKey } from '../../keys/key-store.port.js';
import type { Database, Row } from '../../postgres/database.js';
import { fromText, toText } from '../../postgres/text.js';

const toStoredKey = (row: Row): StoredKey => ({
  id: fromText(row.id),
  name: fromText(row.name),
  scopes: String(row.scopes).split(' ') as Scope[],
  hash: String(row.hash),
  createdAt: String(row.created_at),
  ...(row.revoked_at !== null && { revokedAt: String(row.revoked_at) }),
});

/** Keys in the control schema. */
export const createPostgresKeyStore = (database: Database): KeyStore => ({
  create: async ({ id, name, scopes, hash, createdAt }) => {
    await database.query(
      'INSERT INTO keys (id, name, scopes, hash, created_at) VALUES ($1, $2, $3, $4, $5)',
      [...[toText(id), toText(name), scopes.join(' '), hash, createdAt]],
    );
  },
  list: async () => (await database.query('SELECT * FROM keys ORDER BY created_at, id')).map(toStoredKey),
  find: async (id) => {
    const [row] = await database.query('SELECT * FROM keys WHERE id = $1', [toText(id)]);
    return row && toStoredKey(row);
  },
  revoke: async (id, at) => {
    const sql = 'UPDATE keys SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL RETURNING id';
    return (await database.query(sql, [at, toText(id)])).length === 1;
  },
});
