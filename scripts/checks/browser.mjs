import { prepareEngine } from '../browsers/prepare-engine.mjs';
import { fromCommand, skipped } from '../runner/verdict.mjs';
import { runTool, withTempFolder } from './tools.mjs';

const ARGS = ['run', '--config', 'scripts/vitest.config.mjs', '--project', 'chromium'];

export const browser = {
  name: 'browser',
  about: 'vitest in Chromium: *.browser.test.ts',
  lane: 'browser',
  async run() {
    const reason = await prepareEngine('chromium');
    if (reason) return skipped(reason);
    const result = await withTempFolder((TMPDIR) => runTool('vitest', ARGS, { env: { TMPDIR } }));
    return fromCommand(result, /^\s*Tests\s+(.*)/m);
  },
};
