// What a package is built from, as one hash: its own sources, the shared settings, and the packages it needs.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isTestFile } from './test-files.mjs';

const SHARED = ['rollup.config.mjs', 'tsconfig.base.json', 'pnpm-lock.yaml', 'scripts/build'];

/** A file itself, or all files below a folder; none when there is neither. */
export function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}

/** Hashes names and contents of files and of all files below folders; tests do not count. */
export function hashFiles(root, paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesUnder).filter((each) => !isTestFile(each))) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * The input hash of each package.
 * @param packages in dependency order, as `publishedPackages` gives them
 * @returns Map of package name to hash
 */
export function inputHashes(root, packages) {
  const shared = hashFiles(
    root,
    SHARED.map((path) => join(root, path)),
  );
  const hashes = new Map();
  for (const { name, dir, needs } of packages) {
    const own = hashFiles(
      root,
      ['src', 'package.json', 'tsconfig.json', 'index.html', 'vite.config.mjs'].map((path) =>
        join(dir, path),
      ),
    );
    const parts = [shared, own, ...needs.map((need) => hashes.get(need))];
    hashes.set(name, createHash('sha256').update(parts.join('\n')).digest('hex'));
  }
  return hashes;
}
