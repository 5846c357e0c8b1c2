import { join } from 'node:path';
import { prepareEngine } from '../browsers/prepare-engine.mjs';
import { ROOT } from '../build/workspace.mjs';
import { runCommand } from '../runner/command.mjs';
import { fromCommand, skipped } from '../runner/verdict.mjs';
import { withTempFolder } from './tools.mjs';

const SUITE = join(ROOT, 'packages/e2e');
const PLAYWRIGHT = join(SUITE, 'node_modules/.bin/playwright');
/** A suite takes two minutes on a quiet machine. */
const LIMIT_MS = 15 * 60_000;

async function runProject(engine, project) {
  const reason = await prepareEngine(engine);
  if (reason) return skipped(reason);
  const output = join(ROOT, '.build/e2e', project);
  const args = ['test', '--config', 'playwright.config.ts', '--project', project, '--output', output];
  const run = (TMPDIR) => runCommand(PLAYWRIGHT, args, { cwd: SUITE, env: { TMPDIR }, limitMs: LIMIT_MS });
  return fromCommand(await withTempFolder(run), /^\s*(\d+ passed.*)/m);
}

// The suites mostly wait, so two engines at once share two cores well: in lanes that take equally long.
const LANE = 'browser';
const SECOND_LANE = 'second browser';
const SUITES = { chromium: LANE, firefox: SECOND_LANE, webkit: LANE };
const FAULTS = { firefox: SECOND_LANE, chromium: LANE, webkit: SECOND_LANE };

export const endToEnd = Object.entries(SUITES).map(([engine, lane]) => ({
  name: `e2e-${engine}`,
  about: `the end-to-end suite in ${engine}, with a real collector`,
  needs: ['build'],
  lane,
  run: () => runProject(engine, engine),
}));

export const faults = Object.entries(FAULTS).map(([engine, lane]) => ({
  name: `faults-${engine}`,
  about: `delivery under every fault, in ${engine}, with a real collector`,
  needs: ['build'],
  lane,
  run: () => runProject(engine, `faults-${engine}`),
}));
