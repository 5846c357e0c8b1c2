/** The first row after a `seq`; undefined when there is none. */
export type FirstAfter<Row> = (seq: number) => Promise<Row | undefined>;

/**
 * `seq` of the last row for which `isBefore` holds, 0 when there is none. Rows that are before come first. Asks about
 * forty times, however many rows there are and whatever gaps they have.
 */
export const findSeq = async <Row extends { seq: number }>(
  firstAfter: FirstAfter<Row>,
  isBefore: (row: Row) => boolean,
): Promise<number> => {
  let low = 0;
  let step = 1;
  // All up to `low` are before; `high` is where none comes after that is.
  let high = Number.MAX_SAFE_INTEGER;
  while (low < high) {
    const middle = high === Number.MAX_SAFE_INTEGER ? low + step : Math.floor((low + high) / 2);
    step *= 2;
    const row = await firstAfter(middle);
    if (row && isBefore(row)) low = row.seq;
    else high = middle;
  }
  return low;
};
