/** Tables of the read model. Any change here needs no migration: delete the file and the log fills it again. */
export const STORE_SCHEMA = `
CREATE TABLE IF NOT EXISTS state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  position INTEGER NOT NULL DEFAULT 0,
  received INTEGER NOT NULL DEFAULT 0,
  stored INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0,
  dead_letters INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT OR IGNORE INTO state (id) VALUES (1);

CREATE TABLE IF NOT EXISTS events (
  seq INTEGER PRIMARY KEY,
  write_key TEXT NOT NULL,
  message_id TEXT NOT NULL,
  type TEXT NOT NULL,
  name TEXT,
  user_id TEXT,
  received_at TEXT NOT NULL,
  event TEXT NOT NULL,
  UNIQUE (write_key, message_id)
) STRICT;

CREATE TABLE IF NOT EXISTS dead_letters (
  seq INTEGER PRIMARY KEY,
  write_key TEXT NOT NULL,
  message_id TEXT,
  i INTEGER NOT NULL,
  reason TEXT NOT NULL,
  received_at TEXT NOT NULL,
  event TEXT NOT NULL,
  UNIQUE (write_key, message_id)
) STRICT;
`;
