// Results as text, in columns.
const HEADS = ['', 'measured (min-max)', 'compared with', 'ratio', 'goal', ''];

/** Three digits that mean something: 0.42, 4.2, 42, 420. */
export function digits(value) {
  if (value >= 100 || Number.isInteger(value)) return value.toFixed(0);
  return value.toFixed(value >= 10 ? 1 : 2);
}

function valueText(summary, unit) {
  if (!summary) return '';
  const { median, min, max } = summary;
  const range = min === max ? '' : ` (${digits(min)}-${digits(max)})`;
  return `${digits(median)} ${unit}${range}`;
}

const cells = ({ what, unit, measured, base, ratio, goal = '', verdict = '' }) => [
  what,
  valueText(measured, unit),
  valueText(base, unit),
  ratio === undefined ? '' : `${ratio.toFixed(2)} x`,
  goal,
  verdict,
];

/** A table of results (result.mjs): one line for each, under a line of heads. */
export function table(results) {
  const lines = [HEADS, ...results.map(cells)];
  const widths = HEADS.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
