// Runs the code of the READMEs: every block says `run`, or `no-run: reason`. Needs a build.
// Usage: node scripts/run-doc-examples.mjs [--no-browser reason]
// Shell examples find a collector at $COLLECTOR, with the keys $WRITE_KEY and $SECRET_KEY.
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './build/workspace.mjs';
import { SECRET_KEY, startCollector, WRITE_KEY } from './docs/collector.mjs';
import { makeConsumer } from './docs/consumer.mjs';
import { extractBlocks, tagIssues } from './docs/extract-blocks.mjs';
import { runModules } from './docs/run-modules.mjs';
import { runPages } from './docs/run-pages.mjs';
import { runShells } from './docs/run-shells.mjs';

const FILES = ['README.md', 'packages/*/README.md', '.github/CONTRIBUTING.md'];

function readBlocks() {
  const files = globSync(FILES, { cwd: ROOT }).sort();
  return files.flatMap((file) => extractBlocks(file, readFileSync(join(ROOT, file), 'utf8')));
}

async function runBlocks(blocks, folder, noBrowser) {
  const of = (kind) => blocks.filter((block) => block.kind === kind && block.run);
  makeConsumer(folder);
  const collector = await startCollector(join(folder, 'collector-data'));
  const env = { COLLECTOR: collector.url, WRITE_KEY, SECRET_KEY };
  try {
    return [
      ...(await runModules(of('module'), { folder, env })),
      ...(await runShells(of('shell'), { folder, env })),
      ...(noBrowser ? [] : await runPages(of('page'), { collector })),
    ];
  } finally {
    await collector.stop();
  }
}

async function main(args) {
  const noBrowser = args[0] === '--no-browser' ? args[1] : undefined;
  const blocks = readBlocks();
  const runnable = blocks.filter(({ run }) => run);
  if (runnable.length === 0) throw new Error('no README has a code block that is run: mark one as ```ts run');
  const folder = mkdtempSync(join(tmpdir(), 'tendril-docs-'));
  try {
    const issues = [...tagIssues(blocks), ...(await runBlocks(blocks, folder, noBrowser))];
    for (const issue of issues) console.log(issue);
    const left = noBrowser ? `; HTML left out (${noBrowser})` : '';
    console.log(
      `docs: ${runnable.length} of ${blocks.length} examples run, ${issues.length} findings${left}`,
    );
    if (issues.length > 0) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error.stack ?? error.message);
  process.exitCode = 1;
}
