import { fromCommand } from '../runner/verdict.mjs';
import { runTool } from './tools.mjs';

const ARGS = ['check', '--formatter-enabled=false', '--error-on-warnings', '.'];

export const lint = {
  name: 'lint',
  about: 'no lint finding, imports in order (cure for most: npm run fix)',
  run: async () => fromCommand(await runTool('biome', ARGS), /Checked (\d+ files)/),
};
