import { toIsoTime } from '../../ingest/iso-time.js';
import { inTransaction } from '../../store/sqlite/transaction.js';
import type { Bookmark, NewDelivery, Outbox } from '../outbox.port.js';
import { toClaim, toCounts, toListed, toStored } from './delivery-rows.js';
import { createOutboxForgetter } from './forget-person.js';
import { openOutboxDatabase } from './open-outbox-database.js';

const textOf = ({ position, seq, membership }: Bookmark): string =>
  JSON.stringify({ position, seq, membership });

/** The embedded outbox, in `file`, which is created where it is missing. */
export const openSqliteOutbox = async (file: string): Promise<Outbox> => {
  const db = openOutboxDatabase(file);
  // One process at a time has the file: who took these is no more, and nobody has to wait for their leases.
  db.exec("UPDATE deliveries SET due = 0, is_lent = 0 WHERE is_lent = 1 AND state = 'waiting'");
  const bookmark = db.prepare('SELECT bookmark FROM bookmarks WHERE forwarder = ?');
  const setBookmark = db.prepare(`INSERT INTO bookmarks (forwarder, bookmark) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET bookmark = excluded.bookmark`);
  const insert = db.prepare(`INSERT OR IGNORE INTO deliveries (id, forwarder, about, body, due, created_at)
    VALUES (?, ?, ?, ?, ?, ?)`);
  // A lease is a time before which the delivery is not due: nobody has to look for those that ran out.
  const claim =
    db.prepare(`UPDATE deliveries SET attempts = attempts + 1, due = :now + :lease, is_lent = 1 WHERE seq =
    (SELECT seq FROM deliveries WHERE forwarder = :forwarder AND state = 'waiting' AND due <= :now
     ORDER BY due, seq LIMIT 1) RETURNING *`);
  const ack = db.prepare(`UPDATE deliveries SET state = 'delivered', body = '', error = NULL
    WHERE id = ? AND state <> 'delivered'`);
  const retry = db.prepare(`UPDATE deliveries SET due = ?, error = ?, is_lent = 0
    WHERE id = ? AND state = 'waiting' AND attempts = ?`);
  const bury = db.prepare(`UPDATE deliveries SET state = 'dead', error = ?
    WHERE id = ? AND state = 'waiting' AND attempts = ?`);
  const nextDue = db.prepare(
    "SELECT min(due) AS due FROM deliveries WHERE forwarder = ? AND state = 'waiting'",
  );
  const revive = db.prepare(
    "UPDATE deliveries SET state = 'waiting', attempts = 0, due = ? WHERE id = ? AND state = 'dead'",
  );
  const list = db.prepare(`SELECT * FROM deliveries WHERE seq > :after AND (:state IS NULL OR state = :state)
    AND (:forwarder IS NULL OR forwarder = :forwarder) ORDER BY seq LIMIT :limit`);
  const find = db.prepare('SELECT * FROM deliveries WHERE id = ?');
  const countDelivered = db.prepare('UPDATE bookmarks SET delivered = delivered + 1 WHERE forwarder = ?');
  const counts = db.prepare(`SELECT forwarder, delivered,
    (SELECT count(*) FROM deliveries WHERE forwarder = mark.forwarder AND state = 'waiting') AS waiting,
    (SELECT count(*) FROM deliveries WHERE forwarder = mark.forwarder AND state = 'dead') AS dead,
    (SELECT min(created_at) FROM deliveries WHERE forwarder = mark.forwarder AND state = 'waiting') AS oldest
    FROM bookmarks AS mark ORDER BY forwarder`);
  const prune = db.prepare(`DELETE FROM deliveries WHERE seq IN
    (SELECT seq FROM deliveries WHERE state = 'delivered' AND created_at < ? ORDER BY seq LIMIT ?)`);
  const forget = createOutboxForgetter(db);

  const addAll = (forwarder: string, deliveries: NewDelivery[], now: number): void => {
    for (const { id, about, body } of deliveries) insert.run(id, forwarder, about, body, now, toIsoTime(now));
  };
  return {
    bookmark: async (forwarder) => {
      const row = bookmark.get(forwarder);
      return row && (JSON.parse(String(row.bookmark)) as Bookmark);
    },
    add: async (forwarder, deliveries, from, to, now) =>
      inTransaction(db, () => {
        if (bookmark.get(forwarder)?.bookmark !== (from && textOf(from))) return false;
        addAll(forwarder, deliveries, now);
        setBookmark.run(forwarder, textOf(to));
        return true;
      }),
    claim: async (forwarder, now, lease) => {
      const row = claim.get({ forwarder, now, lease });
      return row && toClaim(row);
    },
    ack: async ({ id, forwarder }) =>
      inTransaction(db, () => {
        if (ack.run(id).changes === 1) countDelivered.run(forwarder);
      }),
    retry: async ({ id, attempt }, error, dueAt) => void retry.run(Math.ceil(dueAt), error, id, attempt),
    bury: async ({ id, attempt }, error) => void bury.run(error, id, attempt),
    nextDue: async (forwarder) => {
      const due = nextDue.get(forwarder)?.due;
      return typeof due === 'number' ? due : undefined;
    },
    revive: async (id, now) => revive.run(now, id).changes === 1,
    list: async (after, limit, { state = null, forwarder = null } = {}) =>
      list.all({ after, limit, state, forwarder }).map(toListed),
    find: async (id) => {
      const row = find.get(id);
      return row && toStored(row);
    },
    counts: async () => counts.all().map(toCounts),
    prune: async (before, limit) => Number(prune.run(before, limit).changes),
    forget: async (person) => inTransaction(db, () => forget(person)),
    close: async () => db.close(),
  };
};
