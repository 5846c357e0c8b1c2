// Sets right what a tool can: formatting, import order, safe lint fixes, the sizes named in the READMEs,
// and the JSON Schema of rulesets.
// Usage: npm run fix

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './build/workspace.mjs';

function run(title, command, args) {
  console.log(`fix: ${title}`);
  const { status } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
  return status === 0;
}

const script = (name, ...args) => [join(ROOT, 'scripts', name), ...args];

const format = () =>
  run('formatting and lint', join(ROOT, 'node_modules/.bin/biome'), ['check', '--write', '.']);

format();
if (run('build', process.execPath, script('build.mjs'))) {
  run('JSON Schema of rulesets', process.execPath, script('write-schema.mjs'));
  format();
  run('sizes in the READMEs', process.execPath, script('check-readme-numbers.mjs', '--write'));
}
