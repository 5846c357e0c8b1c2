import { fromCommand } from '../runner/verdict.mjs';
import { runScript } from './tools.mjs';

export const boundaries = {
  name: 'boundaries',
  about: 'who may import whom, no cycles, globals and exports in their place',
  run: async () => fromCommand(await runScript('check-boundaries.mjs'), /boundaries: (.*)/),
};
