import { fromCommand } from '../runner/verdict.mjs';
import { runScript } from './tools.mjs';

export const shape = {
  name: 'shape',
  about: 'the packed packages, as publint and are-the-types-wrong see them',
  needs: ['build'],
  run: async () => fromCommand(await runScript('check-package-shape.mjs'), /shape: (.*)/),
};
