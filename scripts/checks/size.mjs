import { fromCommand } from '../runner/verdict.mjs';
import { runScript } from './tools.mjs';

export const size = {
  name: 'size',
  about: 'the script-tag files stay in their budgets (scripts/size-scenarios.json)',
  needs: ['build'],
  run: async () => fromCommand(await runScript('check-sizes.mjs'), /size: (.*)/),
};
