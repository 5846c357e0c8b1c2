// How checks call the tools of the workspace.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../build/workspace.mjs';
import { runCommand } from '../runner/command.mjs';

/** Runs a command that was installed with the workspace. */
export const runTool = (name, args, { env, limitMs } = {}) =>
  runCommand(join(ROOT, 'node_modules/.bin', name), args, {
    cwd: ROOT,
    env: { NO_COLOR: '1', ...env },
    limitMs,
  });

/** Runs a script of `scripts/` on this Node. */
export const runScript = (name, args = [], options = {}) =>
  runCommand(process.execPath, [join(ROOT, 'scripts', name), ...args], { cwd: ROOT, ...options });

/** Calls `use` with a folder of its own for temporary files: a killed browser leaves some behind. */
export async function withTempFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), 'tendril-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
