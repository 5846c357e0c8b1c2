// Installs the workspace with the pinned pnpm, unless nothing changed since the last time.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const readIfThere = (path) => (existsSync(path) ? readFileSync(path) : '');
const foldersOf = (path) => (existsSync(path) ? readdirSync(path).map((name) => join(path, name)) : []);

/** One hash of everything that decides what gets installed. */
export function installHash(root) {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
  const manifests = [...foldersOf(join(root, 'packages')), ...foldersOf(join(root, 'examples'))].sort();
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'].map((name) => join(root, name));
  for (const file of [...files, ...manifests.map((folder) => join(folder, 'package.json'))]) {
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readIfThere(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/** `pnpm@1.2.3`: npx does not understand the hash that follows the version in `packageManager`. */
export function pinnedPnpm(root) {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return packageManager.replace(/\+.*/, '');
}

function exitCode(command, args, cwd) {
  const shell = process.platform === 'win32'; // npx is a .cmd file there
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: 'inherit', shell });
    child.once('error', reject).once('exit', (code) => resolve(code ?? 1));
  });
}

/** Installs from the lockfile when the lockfile or a manifest changed. Throws an error with the cure. */
export async function installIfChanged(root) {
  const stamp = join(root, 'node_modules/.tendril-install');
  const hash = installHash(root);
  if (String(readIfThere(stamp)) === hash) return;
  const pnpm = pinnedPnpm(root);
  console.log(`tendril: installing dependencies with ${pnpm} (only when they changed)`);
  const options = ['--frozen-lockfile', '--prefer-offline', '--config.confirmModulesPurge=false'];
  const code = await exitCode('npx', ['--yes', pnpm, 'install', ...options], root).catch(
    (error) => error.message,
  );
  if (code !== 0) {
    throw new Error(
      `the install failed (${code}). See the lines above. Without a network: connect once, or set npm's "registry" to a ` +
        'mirror that you can reach. With an outdated lockfile: ' +
        `run "npx ${pnpm} install" and commit pnpm-lock.yaml.`,
    );
  }
  writeFileSync(stamp, hash);
}
