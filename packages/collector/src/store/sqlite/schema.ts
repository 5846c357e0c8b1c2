/**
 * Tables of the read model. A store of version 1, whose log was never trimmed, is emptied and filled again from the
 * log. From version 2 on the log may have been trimmed: a change must carry the events over, as `tendril replay` does.
 * Tables that came later are added empty; counters fill theirs, and `tendril replay` the others.
 */
export const SCHEMA_VERSION = 2;

const EVENTS = `
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
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  position INTEGER NOT NULL,
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
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL DEFAULT 'open',
  write_key TEXT NOT NULL,
  message_id TEXT,
  i INTEGER NOT NULL,
  reason TEXT NOT NULL,
  received_at TEXT NOT NULL,
  event TEXT NOT NULL,
  UNIQUE (write_key, message_id)
) STRICT;

CREATE TABLE IF NOT EXISTS erasures (
  position INTEGER PRIMARY KEY,
  person TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS erased_days (
  position INTEGER NOT NULL,
  day TEXT NOT NULL,
  PRIMARY KEY (position, day)
) STRICT, WITHOUT ROWID;
`;

/**
 * `kind` and `subject` name a person or an account; days are UTC, `2026-01-31`; values and data are JSON. `names` are all
 * that came with a user id, `aliases` the earlier user ids among them that the host's backend joined.
 */
const FACTS = `
CREATE TABLE IF NOT EXISTS traits (
  kind TEXT NOT NULL, subject TEXT NOT NULL, name TEXT NOT NULL,
  value TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (kind, subject, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS usage (
  kind TEXT NOT NULL, subject TEXT NOT NULL, meter TEXT NOT NULL, day TEXT NOT NULL,
  used REAL NOT NULL, most REAL, at TEXT NOT NULL,
  PRIMARY KEY (kind, subject, meter, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS activity (
  account TEXT NOT NULL, user TEXT NOT NULL, day TEXT NOT NULL,
  PRIMARY KEY (account, user, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS activity_of_user ON activity (user, day);

CREATE TABLE IF NOT EXISTS features (
  account TEXT NOT NULL, user TEXT NOT NULL, name TEXT NOT NULL, last_day TEXT NOT NULL,
  PRIMARY KEY (account, user, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS features_of_user ON features (user, name);

CREATE TABLE IF NOT EXISTS names (
  user TEXT NOT NULL, other TEXT NOT NULL,
  PRIMARY KEY (user, other)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS aliases (
  user TEXT NOT NULL, previous TEXT NOT NULL,
  PRIMARY KEY (user, previous)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS versions (
  kind TEXT NOT NULL, subject TEXT NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS notices (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL, subject TEXT NOT NULL, type TEXT NOT NULL, data TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS notices_of_subject ON notices (kind, subject, seq);
`;

/** What is believed about subscriptions: changes as they were told, and how revenue moved by them. */
const BILLING = `
CREATE TABLE IF NOT EXISTS subscription_changes (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL, at TEXT NOT NULL, change TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS subscription_changes_of_account ON subscription_changes (account, at, seq);

CREATE TABLE IF NOT EXISTS movements (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL, at TEXT NOT NULL, subscription TEXT NOT NULL, kind TEXT NOT NULL,
  amount INTEGER NOT NULL, currency TEXT NOT NULL, product TEXT NOT NULL, plan TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS movements_of_account ON movements (account, seq);
`;

/**
 * A counter whose key is gone is being forgotten. `behind` is the `seq` that it reached, null when it holds all. Tallies
 * and ledger entries are JSON; `account` is empty outside of any.
 */
const COUNTED = `
CREATE TABLE IF NOT EXISTS counting (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  stored_from INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT OR IGNORE INTO counting (id) VALUES (1);

CREATE TABLE IF NOT EXISTS counters (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT UNIQUE,
  behind INTEGER,
  since INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS tallies (
  counter INTEGER NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, account TEXT NOT NULL,
  tally TEXT NOT NULL,
  PRIMARY KEY (counter, kind, subject, account)
) STRICT;
CREATE INDEX IF NOT EXISTS tallies_of_subject ON tallies (subject);

CREATE TABLE IF NOT EXISTS ledgers (
  kind TEXT NOT NULL, subject TEXT NOT NULL, account TEXT NOT NULL, nudge TEXT NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (kind, subject, account, nudge)
) STRICT, WITHOUT ROWID;
`;

/** `user` or `account` is empty where it is about the other alone. `due` is in milliseconds since 1970; null is never. */
const STANDINGS = `
CREATE TABLE IF NOT EXISTS standings (
  account TEXT NOT NULL, user TEXT NOT NULL,
  due INTEGER, is_asked INTEGER NOT NULL DEFAULT 1, mark INTEGER NOT NULL DEFAULT 0,
  judged_by TEXT NOT NULL DEFAULT '', judged_on TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (account, user)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS standings_of_user ON standings (user);
CREATE INDEX IF NOT EXISTS standings_due ON standings (due);
CREATE INDEX IF NOT EXISTS standings_judged ON standings (judged_by);

CREATE TABLE IF NOT EXISTS memberships (
  account TEXT NOT NULL, user TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (account, user, kind, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS memberships_of_user ON memberships (user);

CREATE TABLE IF NOT EXISTS membership_changes (
  seq INTEGER PRIMARY KEY,
  account TEXT NOT NULL, user TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
  change TEXT NOT NULL, cause TEXT NOT NULL, at TEXT NOT NULL, figures TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS membership_changes_of_user ON membership_changes (user);
`;

export const STORE_SCHEMA = `${EVENTS}${FACTS}${COUNTED}${STANDINGS}${BILLING}`;
