import type { Database, Row, Statements } from '../../postgres/database.js';
import { fromText, toKey, toText } from '../../postgres/text.js';
import type { DeadLetter, DeadLetterState, Store, StoredDeadLetter } from '../store.port.js';
import { columns } from './columns.js';
import type { StoreState } from './store-state.js';

const toDeadLetter = (row: Row): StoredDeadLetter => ({
  seq: Number(row.seq),
  id: fromText(row.id),
  state: row.state as DeadLetterState,
  writeKey: fromText(row.write_key),
  i: Number(row.i),
  ...(row.message_id !== null && { messageId: fromText(row.message_id) }),
  reason: fromText(row.reason),
  receivedAt: String(row.received_at),
  event: JSON.parse(String(row.event)),
});

/** Keeps what is not known yet. Gives how many that were. */
export const writeDeadLetters = async (
  statements: Statements,
  letters: DeadLetter[],
  state: StoreState,
): Promise<number> => {
  if (letters.length === 0) return 0;
  const rows = await statements.query(
    `INSERT INTO dead_letters (seq, id, write_key, message_key, message_id, i, reason, received_at, event)
      SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::integer[], $7::text[],
        $8::text[], $9::text[]) ON CONFLICT DO NOTHING RETURNING seq`,
    columns(
      letters,
      () => ++state.letterSeq,
      ({ id }) => toText(id),
      ({ writeKey }) => toText(writeKey),
      ({ messageId }) => (messageId === undefined ? null : toKey(messageId)),
      ({ messageId }) => (messageId === undefined ? null : toText(messageId)),
      ({ i }) => i,
      ({ reason }) => toText(reason),
      ({ receivedAt }) => receivedAt,
      ({ event }) => JSON.stringify(event ?? null),
    ),
  );
  return rows.length;
};

/** Reads dead letters. */
export const createDeadLetterReader = (database: Database): Pick<Store, 'deadLetters' | 'deadLetter'> => ({
  deadLetters: async (after, limit, among) => {
    const rows = await database.query(
      `SELECT * FROM dead_letters WHERE seq > $1 AND ($3::text IS NULL OR state = $3) ORDER BY seq LIMIT $2`,
      [after, limit, among ?? null],
    );
    return rows.map(toDeadLetter);
  },
  deadLetter: async (id) => {
    const [row] = await database.query('SELECT * FROM dead_letters WHERE id = $1', [toText(id)]);
    return row && toDeadLetter(row);
  },
});
