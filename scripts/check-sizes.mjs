// Compares what each scenario of size-scenarios.json weighs with its limit. Needs a build.
import { basename } from 'node:path';
import { unweighed } from './sizes/measure.mjs';
import { measuredRows, scriptFiles } from './sizes/scenarios.mjs';

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
const forgotten = unweighed(rows, scriptFiles());
for (const file of forgotten)
  console.log(`FAIL ${basename(file)} is in no row: add one to scripts/size-scenarios.json`);
const first = rows.find(({ id }) => id === 'first-track');
console.log(
  `size: ${rows.length} rows; first durable track ${first?.bytes ?? '-'} of ${first?.limitBytes} bytes, brotli`,
);
if (rows.some(problemOf) || forgotten.length > 0) process.exitCode = 1;
