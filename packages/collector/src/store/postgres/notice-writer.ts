import type { JsonObject } from '@tendril/protocol';
import type { Notice } from '../../facts/facts-reader.port.js';
import type { Subject } from '../../facts/subject.js';
import type { Statements } from '../../postgres/database.js';
import { toKey } from '../../postgres/text.js';
import type { StoreState } from './store-state.js';

/** Keeps what pages of a subject are to be told. `at` is ISO 8601. */
export const writeNotice = async (
  statements: Statements,
  state: StoreState,
  subject: Subject,
  notice: { type: Notice['type']; data: JsonObject; at: string },
): Promise<void> => {
  state.noticeSeq += 1;
  await statements.query(
    'INSERT INTO notices (seq, kind, subject, type, data, at) VALUES ($1, $2, $3, $4, $5, $6)',
    [
      ...[state.noticeSeq, subject.kind, toKey(subject.id), notice.type],
      ...[JSON.stringify(notice.data), notice.at],
    ],
  );
};
