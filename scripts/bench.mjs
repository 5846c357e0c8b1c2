// Builds what changed and runs benchmarks. Usage: npm run bench [-- delivery] [--runs N] [--json]
// Benchmarks inform: a goal that is not met is in the table, and never in the exit code.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { BENCHES } from './bench/benches.mjs';
import { machine } from './bench/machine.mjs';
import { HELP, readOptions } from './bench/options.mjs';
import { table } from './bench/table.mjs';
import { ROOT } from './build/workspace.mjs';

/** What goes to standard error leaves standard output to the results. */
const STDERR = 2;

function build() {
  const { status } = spawnSync(process.execPath, [join(ROOT, 'scripts/build.mjs')], {
    cwd: ROOT,
    stdio: ['ignore', STDERR, STDERR],
  });
  if (status !== 0) throw new Error('the build failed, so nothing was measured');
}

async function main(args) {
  const { names, runs, json, help } = readOptions(args, Object.keys(BENCHES));
  if (help) return console.log(HELP);
  build();
  const report = { machine: machine(), benches: {} };
  for (const name of names) {
    const say = (text) => console.error(`${name}: ${text}`);
    report.benches[name] = await BENCHES[name]({ runs, say });
  }
  if (json) return console.log(JSON.stringify(report, null, 2));
  console.log(`\n${report.machine.text}`);
  for (const [name, results] of Object.entries(report.benches)) console.log(`\n${name}\n${table(results)}`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(`bench: ${error.message}`);
  process.exitCode = 1;
}
