import { toIsoTime } from '../../ingest/iso-time.js';
import type { Database, Statements } from '../../postgres/database.js';
import { toText } from '../../postgres/text.js';
import type { Bookmark, NewDelivery, Outbox } from '../outbox.port.js';

const INSERT = `INSERT INTO deliveries (id, forwarder, about, body, due, created_at)
  SELECT id, $4, about, body, $5, $6
  FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS told (id, about, body, n) ORDER BY n
  ON CONFLICT (id) DO NOTHING`;
const FIRST =
  'INSERT INTO bookmarks (forwarder, bookmark) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING forwarder';
const MOVE = 'UPDATE bookmarks SET bookmark = $2 WHERE forwarder = $1 AND bookmark = $3 RETURNING forwarder';

const textOf = ({ position, seq, membership }: Bookmark): string =>
  JSON.stringify({ position, seq, membership });

/** Of several collectors that move it from the same place, one does: the others wait for that one, and find it moved. */
const moveBookmark = async (
  statements: Statements,
  forwarder: string,
  from: Bookmark | undefined,
  to: Bookmark,
): Promise<boolean> => {
  const place = [toText(forwarder), textOf(to)];
  const rows = await (from
    ? statements.query(MOVE, [...place, textOf(from)])
    : statements.query(FIRST, place));
  return rows.length === 1;
};

const insert = async (
  statements: Statements,
  forwarder: string,
  deliveries: NewDelivery[],
  now: number,
): Promise<void> => {
  if (deliveries.length === 0) return;
  const columns = [
    deliveries.map(({ id }) => toText(id)),
    deliveries.map(({ about }) => toText(about)),
    deliveries.map(({ body }) => body),
  ];
  await statements.query(INSERT, [...columns, toText(forwarder), now, toIsoTime(now)]);
};

/** Writes deliveries down in one transaction with the bookmark. */
export const createAdder =
  (database: Database): Outbox['add'] =>
  (forwarder, deliveries, from, to, now) =>
    database.transaction(async (statements) => {
      if (!(await moveBookmark(statements, forwarder, from, to))) return false;
      await insert(statements, forwarder, deliveries, now);
      return true;
    });
