import { fromCommand } from '../runner/verdict.mjs';
import { runTool } from './tools.mjs';

const ARGS = ['run', '--config', 'scripts/vitest.config.mjs', '--project', 'node', '--project', 'happy-dom'];

export const unit = {
  name: 'unit',
  about: 'vitest in Node and happy-dom, from the sources',
  run: async () => fromCommand(await runTool('vitest', ARGS), /^\s*Tests\s+(.*)/m),
};
