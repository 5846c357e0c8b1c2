/** Steps from an empty database to today's, in order. A step that was released is never changed: add another. */
export const MIGRATIONS = [
  `CREATE TABLE bookmarks (
     forwarder TEXT PRIMARY KEY,
     bookmark TEXT NOT NULL,
     delivered INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE TABLE deliveries (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     forwarder TEXT NOT NULL,
     about TEXT NOT NULL,
     body TEXT NOT NULL,
     state TEXT NOT NULL DEFAULT 'waiting',
     attempts INTEGER NOT NULL DEFAULT 0,
     due INTEGER NOT NULL,
     is_lent INTEGER NOT NULL DEFAULT 0,
     created_at TEXT NOT NULL,
     error TEXT
   ) STRICT;
   CREATE INDEX waiting ON deliveries (forwarder, due) WHERE state = 'waiting';
   CREATE INDEX by_state ON deliveries (forwarder, state, created_at);`,
];
