// Examples in TypeScript and JavaScript: compiled together, then each run in Node.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../build/workspace.mjs';
import { runCommand } from '../runner/command.mjs';

const LIMIT_MS = 30_000;
const EXTENSIONS = { typescript: 'ts', javascript: 'js', mjs: 'js' };
const nameOf = (block, index) => `example-${index}.${EXTENSIONS[block.language] ?? block.language}`;

/** Compiles all blocks. @returns lines such as `README.md:12: src/example-0.ts(2,5): error …` */
async function compile(blocks, folder) {
  for (const [index, block] of blocks.entries())
    writeFileSync(join(folder, 'src', nameOf(block, index)), block.code);
  const tsc = join(ROOT, 'node_modules/.bin/tsc');
  const { code, output } = await runCommand(tsc, ['--project', folder, '--pretty', 'false'], { cwd: folder });
  if (code === 0) return [];
  const placed = output.replace(
    /^src\/example-(\d+)\./gm,
    (start, index) => `${blocks[index].place}: ${start}`,
  );
  return [placed.trimEnd()];
}

async function run(block, index, folder, env) {
  const file = join(folder, 'out', nameOf(block, index).replace(/\.[jt]sx?$/, '.js'));
  const { code, output } = await runCommand(process.execPath, [file], {
    cwd: folder,
    env,
    limitMs: LIMIT_MS,
  });
  return code === 0 ? undefined : `${block.place}: ended with code ${code}\n${output}`;
}

/** @returns what went wrong, one text per finding */
export async function runModules(blocks, { folder, env }) {
  if (blocks.length === 0) return [];
  const issues = await compile(blocks, folder);
  if (issues.length > 0) return issues;
  for (const [index, block] of blocks.entries()) issues.push(await run(block, index, folder, env));
  return issues.filter(Boolean);
}
