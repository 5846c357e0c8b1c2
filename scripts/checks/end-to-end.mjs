import { join } from 'node:path';
import { prepareEngine } from '../browsers/prepare-engine.mjs';
import { ROOT } from '../build/workspace.mjs';
import { runCommand } from '../runner/command.mjs';
import { fromCommand, skipped } from '../runner/verdict.mjs';
import { withTempFolder } from './tools.mjs';

const SUITE = join(ROOT, 'packages/e2e');

async function runSuite(engine) {
  const reason = await prepareEngine(engine);
  if (reason) return skipped(reason);
  const output = join(ROOT, '.build/e2e', engine);
  const args = ['test', '--config', 'playwright.config.ts', '--project', engine, '--output', output];
  const run = (TMPDIR) =>
    runCommand(join(SUITE, 'node_modules/.bin/playwright'), args, { cwd: SUITE, env: { TMPDIR } });
  return fromCommand(await withTempFolder(run), /^\s*(\d+ passed.*)/m);
}

export const endToEnd = ['chromium', 'firefox', 'webkit'].map((engine) => ({
  name: `e2e-${engine}`,
  about: `the end-to-end suite in ${engine}, with a real collector`,
  needs: ['build'],
  lane: 'browser',
  run: () => runSuite(engine),
}));
