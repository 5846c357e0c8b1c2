import { fromCommand } from '../runner/verdict.mjs';
import { runTool } from './tools.mjs';

export const format = {
  name: 'format',
  about: 'every file is formatted (cure: npm run fix)',
  run: async () => fromCommand(await runTool('biome', ['format', '.']), /Checked (\d+ files)/),
};
