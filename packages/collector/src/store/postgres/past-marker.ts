import type { Statements } from '../../postgres/database.js';

/** Notes that events of before an instant (epoch milliseconds) are not all there any more. */
export const markPast = async (statements: Statements, from: number): Promise<void> => {
  await statements.query('UPDATE counting SET stored_from = greatest(stored_from, $1)', [from]);
  // What they have counted they keep; those that are behind have missed some.
  await statements.query('UPDATE counters SET since = greatest(since, $1) WHERE behind IS NOT NULL', [from]);
};
