/** Rows as lines, with columns that line up. */
export const alignRows = (rows: string[][]): string[] => {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
};

/** Rows as text under a head. Empty when there are none. */
export const table = (head: string[], rows: string[][]): string =>
  rows.length === 0 ? '' : `${alignRows([head, ...rows]).join('\n')}\n`;
