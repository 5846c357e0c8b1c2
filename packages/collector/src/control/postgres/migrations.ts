/** Steps from an empty schema to today's, in order. A step that was released is never changed: add another. */
export const CONTROL_STEPS = [
  `
CREATE TABLE keys (
  id text PRIMARY KEY,
  name text NOT NULL,
  scopes text NOT NULL,
  hash text NOT NULL,
  created_at text NOT NULL,
  revoked_at text
);
CREATE TABLE rulesets (
  version integer PRIMARY KEY,
  revision text NOT NULL,
  body text NOT NULL,
  author text NOT NULL,
  note text NOT NULL,
  at text NOT NULL,
  rolled_back_to integer
);
CREATE TABLE secrets (name text PRIMARY KEY, value text NOT NULL);
`,
];
