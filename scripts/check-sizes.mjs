// Compares what each scenario of size-scenarios.json weighs with its limit. Needs a build.
import { measuredRows } from './sizes/scenarios.mjs';

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(2)} KB`.padStart(9);

function problemOf({ bytes, limitBytes }) {
  if (bytes === undefined) return 'matches no file: correct the glob in scripts/size-scenarios.json';
  return bytes > limitBytes ? `${bytes - limitBytes} bytes over the limit` : undefined;
}

const rows = await measuredRows();
for (const row of rows) {
  const problem = problemOf(row);
  const size = row.bytes === undefined ? '        -' : kilobytes(row.bytes);
  console.log(
    `${problem ? 'FAIL' : 'ok  '} ${size} of ${kilobytes(row.limitBytes)}  ${row.name}${problem ? `: ${problem}` : ''}`,
  );
}
const first = rows.find(({ id }) => id === 'first-track');
console.log(
  `size: ${rows.length} rows; first durable track ${first?.bytes ?? '-'} of ${first?.limitBytes} bytes, brotli`,
);
if (rows.some(problemOf)) process.exitCode = 1;
