import type { Position } from '../../log/event-log.port.js';
import type { Statements } from '../../postgres/database.js';
import type { StoreCounts } from '../store.port.js';

/** The one row that says how far the store is. The counters give out each `seq` once. */
export interface StoreState extends StoreCounts {
  position: Position;
  eventSeq: number;
  letterSeq: number;
  noticeSeq: number;
}

const SELECT = 'SELECT * FROM state WHERE id = 1';

const read = async (statements: Statements, sql: string): Promise<StoreState> => {
  const [row = {}] = await statements.query(sql);
  return {
    position: Number(row.position),
    eventSeq: Number(row.event_seq),
    letterSeq: Number(row.letter_seq),
    noticeSeq: Number(row.notice_seq),
    received: Number(row.received),
    stored: Number(row.stored),
    duplicates: Number(row.duplicates),
    deadLetters: Number(row.dead_letters),
  };
};

export const readState = (statements: Statements): Promise<StoreState> => read(statements, SELECT);

/** Whoever writes holds this row until the end of the transaction, so that one collector writes at a time. */
export const lockState = (statements: Statements): Promise<StoreState> =>
  read(statements, `${SELECT} FOR UPDATE`);

export const writeState = async (statements: Statements, state: StoreState): Promise<void> => {
  await statements.query(
    `UPDATE state SET position = $1, event_seq = $2, letter_seq = $3, notice_seq = $4, received = $5, stored = $6,
      duplicates = $7, dead_letters = $8 WHERE id = 1`,
    [
      ...[state.position, state.eventSeq, state.letterSeq, state.noticeSeq],
      ...[state.received, state.stored, state.duplicates, state.deadLetters],
    ],
  );
};
