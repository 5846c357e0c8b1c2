/** Steps from an empty database to today's, in order. A step that was released is never changed: add another. */
export const MIGRATIONS = [
  `CREATE TABLE keys (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL,
     scopes TEXT NOT NULL,
     hash TEXT NOT NULL,
     created_at TEXT NOT NULL,
     revoked_at TEXT
   ) STRICT;
   CREATE TABLE rulesets (
     version INTEGER PRIMARY KEY AUTOINCREMENT,
     revision TEXT NOT NULL,
     body TEXT NOT NULL,
     author TEXT NOT NULL,
     note TEXT NOT NULL,
     at TEXT NOT NULL,
     rolled_back_to INTEGER
   ) STRICT;
   CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`,
];
