// Examples in the shell: run by bash, which stops at the first command that fails.
import { mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from '../runner/command.mjs';

const LIMIT_MS = 30_000;

/** @returns what went wrong, one text per finding */
export async function runShells(blocks, { folder, env }) {
  const issues = [];
  const PATH = [join(folder, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  for (const { place, code } of blocks) {
    // the blocks of one document share a folder: a later one may use what an earlier one wrote
    const cwd = join(folder, 'shell', place.replace(/:\d+$/, ''));
    mkdirSync(cwd, { recursive: true });
    const options = { cwd, env: { ...env, PATH }, limitMs: LIMIT_MS };
    const result = await runCommand('bash', ['-euo', 'pipefail', '-c', code], options);
    if (result.code !== 0) issues.push(`${place}: ended with code ${result.code}\n${result.output}`);
  }
  return issues;
}
