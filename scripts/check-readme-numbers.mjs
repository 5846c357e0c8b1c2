// Compares the sizes named in the READMEs with the measured ones; `--write` sets them right. Needs a build.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './build/workspace.mjs';
import { compareNumbers, sizeTexts } from './sizes/readme-numbers.mjs';
import { measuredRows } from './sizes/scenarios.mjs';

const FILES = ['README.md', 'packages/*.md', 'packages/*/README.md', '.github/CONTRIBUTING.md'];

const write = process.argv.includes('--write');
const texts = sizeTexts(await measuredRows());
let numbers = 0;
for (const file of globSync(FILES, { cwd: ROOT }).sort()) {
  const path = join(ROOT, file);
  const before = readFileSync(path, 'utf8');
  const { found, issues, corrected } = compareNumbers(before, texts);
  numbers += found;
  if (write && corrected !== before) {
    writeFileSync(path, corrected);
    console.log(`${file}: sizes updated`);
  } else if (issues.length > 0) {
    console.log(issues.map((issue) => `${file}: ${issue}`).join('\n'));
    console.log('run "npm run fix" to write the measured sizes');
    process.exitCode = 1;
  }
}
if (numbers === 0) {
  console.log('no size is named in any README: mark one as <!-- size:first-track -->5.1 KB<!-- /size -->');
  process.exitCode = 1;
}
console.log(`readme: ${numbers} sizes`);
