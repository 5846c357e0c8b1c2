import type { Row } from './ports.js';

/**
 * The first rows that fit: beyond the first at most `limit` bytes in all, and at most `count` of them. UTF-16 units stand in for
 * bytes: encoding every row would cost more than the rare request that turns out too large.
 */
export function takeWithin(rows: readonly Row[], limit: number, count = rows.length): Row[] {
  let bytes = 0;
  // The sum only grows, so what passes is a beginning of the rows.
  return rows.filter(({ body }, index) => {
    bytes += body.length;
    return index < count && (!index || bytes <= limit);
  });
}
