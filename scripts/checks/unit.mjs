import { fromCommand } from '../runner/verdict.mjs';
import { runTool } from './tools.mjs';

const ARGS = ['run', '--config', 'scripts/vitest.config.mjs', '--project', 'node', '--project', 'happy-dom'];

/** Two minutes on two idle cores; other checks run beside it, and machines may be slower. */
const LIMIT_MS = 10 * 60_000;

export const unit = {
  name: 'unit',
  about: 'vitest in Node and happy-dom, from the sources',
  run: async () => fromCommand(await runTool('vitest', ARGS, { limitMs: LIMIT_MS }), /^\s*Tests\s+(.*)/m),
};
