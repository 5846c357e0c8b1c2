import { fromCommand } from '../runner/verdict.mjs';
import { runScript } from './tools.mjs';

export const build = {
  name: 'build',
  about: 'every package builds; a type error fails it',
  run: async () => fromCommand(await runScript('build.mjs'), /build: ((?:done|all).*)/),
};
