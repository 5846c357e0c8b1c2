import type { Row } from './ports.js';

/**
 * The first rows that fit: at most `rows` of them and, beyond the first, `bytes` in all. UTF-16 units stand in for
 * bytes: encoding every row would cost more than the rare request that turns out too large.
 */
export function takeWithin(rows: readonly Row[], limit: { rows?: number; bytes: number }): Row[] {
  let bytes = 0;
  const end = rows.findIndex((row, index) => {
    bytes += row.body.length;
    return index === limit.rows || (index > 0 && bytes > limit.bytes);
  });
  return end < 0 ? [...rows] : rows.slice(0, end);
}
