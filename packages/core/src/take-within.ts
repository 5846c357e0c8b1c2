import type { Row } from './ports.js';

/**
 * The first rows that fit: at most `rows` of them and, beyond the first, `bytes` in all. UTF-16 units stand in for
 * bytes: encoding every row would cost more than the rare request that turns out too large.
 */
export function takeWithin(rows: readonly Row[], limit: { rows?: number; bytes: number }): Row[] {
  let bytes = 0;
  // The sum only grows, so what passes is a beginning of the rows. No index is as large as no number.
  return rows.filter(({ body }, index) => {
    bytes += body.length;
    return !(index >= (limit.rows as number)) && (!index || bytes <= limit.bytes);
  });
}
