import { fromCommand } from '../runner/verdict.mjs';
import { runScript } from './tools.mjs';

export const readme = {
  name: 'readme',
  about: 'sizes named in the READMEs are the measured ones (cure: npm run fix)',
  needs: ['build'],
  run: async () => fromCommand(await runScript('check-readme-numbers.mjs'), /readme: (.*)/),
};
