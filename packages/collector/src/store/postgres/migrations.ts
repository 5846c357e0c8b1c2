/**
 * Steps from an empty schema to today's, in order. A step that was released is never changed: add another.
 * Events are kept by day of receipt and ids of messages by week, so that what is old goes by dropping a table.
 * `person`, `account`, `subject` and columns that end in `_key` hold what `toKey` makes; `name`, `meter`, `other` and
 * `message_id` what `toText` makes; `event`, `value`, `data`, `tally`, `entry`, `figures` and `change` are JSON. Days are UTC.
 * A counter without a name is being forgotten; `behind` is the `seq` that it reached, null when it holds all. In a standing
 * `due` is in milliseconds since 1970, and null is never.
 */
export const STORE_STEPS = [
  `
CREATE TABLE state (
  id integer PRIMARY KEY CHECK (id = 1),
  position bigint NOT NULL DEFAULT 0,
  event_seq bigint NOT NULL DEFAULT 0,
  letter_seq bigint NOT NULL DEFAULT 0,
  notice_seq bigint NOT NULL DEFAULT 0,
  received bigint NOT NULL DEFAULT 0,
  stored bigint NOT NULL DEFAULT 0,
  duplicates bigint NOT NULL DEFAULT 0,
  dead_letters bigint NOT NULL DEFAULT 0
);
INSERT INTO state (id) VALUES (1);

CREATE TABLE events (
  seq bigint NOT NULL,
  received_on date NOT NULL,
  position bigint NOT NULL,
  write_key text NOT NULL,
  type text NOT NULL,
  name_key text,
  user_key text,
  received_at text NOT NULL,
  event text NOT NULL,
  PRIMARY KEY (seq, received_on)
) PARTITION BY RANGE (received_on);

CREATE TABLE message_ids (
  write_key text NOT NULL,
  message_key text NOT NULL,
  received_on date NOT NULL,
  PRIMARY KEY (write_key, message_key, received_on)
) PARTITION BY RANGE (received_on);

CREATE TABLE dead_letters (
  seq bigint PRIMARY KEY,
  id text NOT NULL UNIQUE,
  state text NOT NULL DEFAULT 'open',
  write_key text NOT NULL,
  message_key text,
  message_id text,
  i integer NOT NULL,
  reason text NOT NULL,
  received_at text NOT NULL,
  event text NOT NULL,
  UNIQUE (write_key, message_key)
);

CREATE TABLE erasures (position bigint PRIMARY KEY, person text NOT NULL);

CREATE TABLE traits (
  kind text NOT NULL, subject text NOT NULL, name_key text NOT NULL,
  name text NOT NULL, value text NOT NULL, at text NOT NULL,
  PRIMARY KEY (kind, subject, name_key)
);

CREATE TABLE usage (
  kind text NOT NULL, subject text NOT NULL, meter_key text NOT NULL, day text NOT NULL,
  meter text NOT NULL, used double precision NOT NULL, most double precision, at text NOT NULL,
  PRIMARY KEY (kind, subject, meter_key, day)
);

CREATE TABLE activity (
  account text NOT NULL, person text NOT NULL, day text NOT NULL,
  PRIMARY KEY (account, person, day)
);
CREATE INDEX activity_of_person ON activity (person, day);

CREATE TABLE features (
  account text NOT NULL, person text NOT NULL, name_key text NOT NULL, last_day text NOT NULL,
  PRIMARY KEY (account, person, name_key)
);
CREATE INDEX features_of_person ON features (person, name_key);

CREATE TABLE names (
  person text NOT NULL, other_key text NOT NULL, other text NOT NULL,
  PRIMARY KEY (person, other_key)
);

CREATE TABLE versions (
  kind text NOT NULL, subject text NOT NULL, position bigint NOT NULL,
  PRIMARY KEY (kind, subject)
);

CREATE TABLE notices (
  seq bigint PRIMARY KEY,
  kind text NOT NULL, subject text NOT NULL, type text NOT NULL, data text NOT NULL, at text NOT NULL
);
CREATE INDEX notices_of_subject ON notices (kind, subject, seq);

CREATE TABLE counting (id integer PRIMARY KEY CHECK (id = 1), stored_from bigint NOT NULL DEFAULT 0);
INSERT INTO counting (id) VALUES (1);

CREATE TABLE counters (
  id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  name_key text UNIQUE, name text, behind bigint, since bigint NOT NULL
);

CREATE TABLE tallies (
  counter integer NOT NULL, kind text NOT NULL, subject text NOT NULL, account text NOT NULL,
  tally text NOT NULL,
  PRIMARY KEY (counter, kind, subject, account)
);
CREATE INDEX tallies_of_subject ON tallies (subject);

CREATE TABLE ledgers (
  kind text NOT NULL, subject text NOT NULL, account text NOT NULL, nudge text NOT NULL, entry text NOT NULL,
  PRIMARY KEY (kind, subject, account, nudge)
);

CREATE TABLE standings (
  account text NOT NULL, person text NOT NULL, account_id text NOT NULL, person_id text NOT NULL,
  due bigint, is_asked boolean NOT NULL DEFAULT true, mark bigint NOT NULL DEFAULT 0,
  judged_by text NOT NULL DEFAULT '', judged_on text NOT NULL DEFAULT '',
  PRIMARY KEY (account, person)
);
CREATE INDEX standings_of_person ON standings (person);
CREATE INDEX standings_due ON standings (due);
CREATE INDEX standings_judged ON standings (judged_by);

CREATE TABLE memberships (
  account text NOT NULL, person text NOT NULL, kind text NOT NULL, name_key text NOT NULL, name text NOT NULL,
  PRIMARY KEY (account, person, kind, name_key)
);
CREATE INDEX memberships_of_person ON memberships (person);

CREATE TABLE membership_changes (
  seq bigint PRIMARY KEY,
  person text NOT NULL, account_id text NOT NULL, person_id text NOT NULL, kind text NOT NULL, name text NOT NULL,
  change text NOT NULL, cause text NOT NULL, at text NOT NULL, figures text NOT NULL
);
CREATE INDEX membership_changes_of_person ON membership_changes (person);
`,
  `
CREATE TABLE subscription_changes (
  seq bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  id_key text NOT NULL UNIQUE,
  id text NOT NULL, account text NOT NULL, at text COLLATE "C" NOT NULL, change text NOT NULL
);
CREATE INDEX subscription_changes_of_account ON subscription_changes (account, at, seq);

CREATE TABLE movements (
  seq bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  id text NOT NULL, account text NOT NULL, account_id text NOT NULL, at text NOT NULL, subscription text NOT NULL,
  kind text NOT NULL, amount bigint NOT NULL, currency text NOT NULL, product text NOT NULL, plan text NOT NULL
);
CREATE INDEX movements_of_account ON movements (account, seq);
`,
  `
CREATE TABLE erased_days (position bigint NOT NULL, day date NOT NULL, PRIMARY KEY (position, day));
`,
  `
CREATE TABLE aliases (
  person text NOT NULL, previous_key text NOT NULL, previous text NOT NULL,
  PRIMARY KEY (person, previous_key)
);
`,
];
