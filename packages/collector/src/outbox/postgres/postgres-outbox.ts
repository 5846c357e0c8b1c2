import type { Database, Row } from '../../postgres/database.js';
import { openSchema } from '../../postgres/open-schema.js';
import type { PostgresAddress } from '../../postgres/postgres-address.js';
import { outboxSchemaOf } from '../../postgres/schema-names.js';
import { toText } from '../../postgres/text.js';
import type { Bookmark, Outbox } from '../outbox.port.js';
import { createAdder } from './add-deliveries.js';
import { toClaim, toCounts, toListed, toStored } from './delivery-rows.js';
import { forgetPerson } from './forget-person.js';
import { OUTBOX_STEPS } from './migrations.js';

const CONNECTIONS = 5;

// A lease is a time before which the delivery is not due. What another collector is about to take is passed over: nobody
// waits for it, and nobody takes it twice.
const CLAIM = `WITH next AS MATERIALIZED (
    SELECT seq FROM deliveries WHERE forwarder = $1 AND state = 'waiting' AND due <= $2
    ORDER BY due, seq LIMIT 1 FOR UPDATE SKIP LOCKED)
  UPDATE deliveries SET attempts = attempts + 1, due = $2::bigint + $3::bigint
  WHERE seq = (SELECT seq FROM next) RETURNING *`;
const ACK = `WITH done AS (
    UPDATE deliveries SET state = 'delivered', body = '', error = NULL WHERE id = $1 AND state <> 'delivered'
    RETURNING forwarder)
  UPDATE bookmarks SET delivered = delivered + 1 WHERE forwarder = (SELECT forwarder FROM done)`;
const RETRY =
  "UPDATE deliveries SET due = $3, error = $4 WHERE id = $1 AND state = 'waiting' AND attempts = $2";
const BURY =
  "UPDATE deliveries SET state = 'dead', error = $3 WHERE id = $1 AND state = 'waiting' AND attempts = $2";
const REVIVE = `UPDATE deliveries SET state = 'waiting', attempts = 0, due = $2 WHERE id = $1 AND state = 'dead'
  RETURNING id`;
const LIST = `SELECT * FROM deliveries WHERE seq > $1 AND ($3::text IS NULL OR state = $3)
  AND ($4::text IS NULL OR forwarder = $4) ORDER BY seq LIMIT $2`;
const WAITING = "FROM deliveries WHERE forwarder = mark.forwarder AND state = 'waiting'";
const COUNTS = `SELECT forwarder, delivered, (SELECT count(*) ${WAITING}) AS waiting,
    (SELECT count(*) FROM deliveries WHERE forwarder = mark.forwarder AND state = 'dead') AS dead,
    (SELECT min(created_at) ${WAITING}) AS oldest
  FROM bookmarks AS mark ORDER BY forwarder`;
const PRUNE = `DELETE FROM deliveries WHERE seq IN
  (SELECT seq FROM deliveries WHERE state = 'delivered' AND created_at < $1 LIMIT $2) RETURNING seq`;

type Lending = Pick<Outbox, 'claim' | 'ack' | 'retry' | 'bury' | 'nextDue' | 'revive'>;

const createLending = (database: Database): Lending => ({
  claim: async (forwarder, now, lease) => {
    const [row] = await database.query(CLAIM, [toText(forwarder), now, lease]);
    return row && toClaim(row);
  },
  ack: async ({ id }) => {
    await database.query(ACK, [toText(id)]);
  },
  retry: async ({ id, attempt }, error, dueAt) => {
    await database.query(RETRY, [toText(id), attempt, Math.ceil(dueAt), toText(error)]);
  },
  bury: async ({ id, attempt }, error) => {
    await database.query(BURY, [toText(id), attempt, toText(error)]);
  },
  nextDue: async (forwarder) => {
    const sql = "SELECT min(due) AS due FROM deliveries WHERE forwarder = $1 AND state = 'waiting'";
    const [row] = await database.query(sql, [toText(forwarder)]);
    return row?.due === null || row === undefined ? undefined : Number(row.due);
  },
  revive: async (id, now) => (await database.query(REVIVE, [toText(id), now])).length === 1,
});

const toBookmark = (row: Row): Bookmark => JSON.parse(String(row.bookmark)) as Bookmark;

/**
 * The outbox beside the read model, in a schema of its own: it is in no log, and stays when the read model is built again.
 * Several collectors share it; their clocks may differ by less than the lease is longer than an attempt. Throws a
 * `SetupError`.
 */
export const openPostgresOutbox = async (address: PostgresAddress): Promise<Outbox> => {
  const database = await openSchema(address, {
    ...{ schema: outboxSchemaOf(address.schema), steps: OUTBOX_STEPS, connections: CONNECTIONS },
    // What a power cut takes are the newest transactions, here and of the read model: a bookmark that goes back makes the
    // same deliveries again, under the same ids.
    isDurable: false,
  });
  return {
    ...createLending(database),
    add: createAdder(database),
    bookmark: async (forwarder) => {
      const [row] = await database.query('SELECT bookmark FROM bookmarks WHERE forwarder = $1', [
        toText(forwarder),
      ]);
      return row && toBookmark(row);
    },
    list: async (after, limit, { state, forwarder } = {}) => {
      const among = [state ?? null, forwarder === undefined ? null : toText(forwarder)];
      return (await database.query(LIST, [after, limit, ...among])).map(toListed);
    },
    find: async (id) => {
      const [row] = await database.query('SELECT * FROM deliveries WHERE id = $1', [toText(id)]);
      return row && toStored(row);
    },
    counts: async () => (await database.query(COUNTS)).map(toCounts),
    prune: async (before, limit) => (await database.query(PRUNE, [before, limit])).length,
    forget: (person) => forgetPerson(database, person),
    close: () => database.close(),
  };
};
