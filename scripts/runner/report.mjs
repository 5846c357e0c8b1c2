// How results are shown: a line when a check ends, its whole output when it failed, and a table with the counts last.

const MARKS = { passed: 'ok  ', failed: 'FAIL', skipped: 'SKIP' };
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`.padStart(8);

/** The line of one result, for the moment it comes and for the table. */
export function resultLine({ name, verdict, note, ms }) {
  return `${MARKS[verdict]} ${name.padEnd(14)}${seconds(ms)}  ${note}`.trimEnd();
}

/** The line of a result, with the check's output when it failed. */
export function resultBlock(result) {
  const line = resultLine(result);
  if (result.verdict !== 'failed') return line;
  return `${line}\n${'-'.repeat(80)}\n${result.output.trimEnd()}\n${'-'.repeat(80)}`;
}

/** The closing table; its last line is the counts of checks, alone. */
export function summary(results, ms) {
  const count = (verdict) => results.filter((result) => result.verdict === verdict).length;
  const counts = `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`;
  return ['', ...results.map(resultLine), `${''.padEnd(19)}${seconds(ms)}  in all`, '', counts].join('\n');
}
