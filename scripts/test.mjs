// Runs the named checks. Usage: npm test [-- --list | name ...]
import { availableParallelism } from 'node:os';
import { CHECKS } from './checks/index.mjs';
import { endAll } from './runner/command.mjs';
import { resultBlock, summary } from './runner/report.mjs';
import { schedule } from './runner/schedule.mjs';
import { selectChecks } from './runner/select.mjs';

// More than three at once only make the browsers' checks slower and less steady.
const SLOTS = Math.min(3, Math.max(2, availableParallelism()));

function list() {
  for (const { name, about } of CHECKS) console.log(`${name.padEnd(14)} ${about}`);
}

async function main(args) {
  if (args.includes('--list')) return list();
  const start = performance.now();
  const checks = selectChecks(CHECKS, args);
  console.log(`running ${checks.map(({ name }) => name).join(', ')}\n`);
  const results = await schedule(checks, {
    slots: SLOTS,
    onResult: (result) => console.log(resultBlock(result)),
  });
  console.log(summary(results, performance.now() - start));
  if (results.some(({ verdict }) => verdict === 'failed')) process.exitCode = 1;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    endAll();
    console.log('stopped');
    process.exit(130);
  });
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(`test: ${error.message}`);
  process.exitCode = 1;
}
