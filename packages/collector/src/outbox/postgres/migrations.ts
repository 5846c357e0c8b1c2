/**
 * Steps from an empty schema to today's, in order. A step that was released is never changed: add another. `body` and
 * `bookmark` are JSON; what others said or chose is as `toText` makes it; `due` is in milliseconds since 1970.
 */
export const OUTBOX_STEPS = [
  `
CREATE TABLE bookmarks (
  forwarder text PRIMARY KEY,
  bookmark text NOT NULL,
  delivered bigint NOT NULL DEFAULT 0
);
CREATE TABLE deliveries (
  seq bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  id text NOT NULL UNIQUE,
  forwarder text NOT NULL,
  about text NOT NULL,
  body text NOT NULL,
  state text NOT NULL DEFAULT 'waiting',
  attempts integer NOT NULL DEFAULT 0,
  due bigint NOT NULL,
  created_at text COLLATE "C" NOT NULL,
  error text
);
CREATE INDEX waiting ON deliveries (forwarder, due, seq) WHERE state = 'waiting';
CREATE INDEX by_state ON deliveries (forwarder, state, created_at);
CREATE INDEX delivered ON deliveries (created_at) WHERE state = 'delivered';
`,
];
