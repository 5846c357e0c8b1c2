// Builds the packages and example apps whose inputs changed since their last build. Usage: npm run build [-- --force] [folder ...]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rollup } from 'rollup';
import { packageConfigs } from '../rollup.config.mjs';
import { filesUnder, inputHashes } from './build/input-hash.mjs';
import { exampleApps, publishedPackages, ROOT } from './build/workspace.mjs';

// Outside `dist`, which is published whole.
const STAMPS = join(ROOT, '.build/stamps');
const stampOf = ({ folder }) => join(STAMPS, folder);

function isFresh(each, hash) {
  const stamp = stampOf(each);
  return existsSync(join(each.dir, 'dist')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

/** Runs one rollup configuration. @returns the paths that it wrote */
async function runConfig(config) {
  const bundle = await rollup(config);
  const { output } = await bundle.write(config.output).finally(() => bundle.close());
  const folder = config.output.dir ?? dirname(config.output.file);
  return output.map(({ fileName }) => join(folder, fileName));
}

/** Writes over the last build and then removes what is left of it: who runs it meanwhile never finds it gone. */
async function buildPackage({ dir }) {
  const written = new Set();
  for (const config of packageConfigs(dir)) {
    for (const path of await runConfig(config)) written.add(path);
  }
  for (const path of filesUnder(join(dir, 'dist'))) if (!written.has(path)) rmSync(path);
}

/** An example app, by its own bundler, as its reader would build it. */
function buildApp({ dir, folder }) {
  const vite = join(dir, 'node_modules/.bin/vite');
  const { status, stdout, stderr } = spawnSync(vite, ['build', '--logLevel', 'warn'], {
    cwd: dir,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${folder}: vite build\n${stdout}${stderr}`);
}

async function main(args) {
  const force = args.includes('--force');
  const only = args.filter((arg) => !arg.startsWith('-'));
  const packages = [...publishedPackages(), ...exampleApps()];
  const hashes = inputHashes(ROOT, packages);
  const wanted = packages.filter(({ folder }) => only.length === 0 || only.includes(folder));
  const stale = wanted.filter((each) => force || !isFresh(each, hashes.get(each.name)));
  if (stale.length === 0) return console.log(`build: all ${wanted.length} are up to date`);
  console.log(`build: ${stale.map(({ folder }) => folder).join(', ')} (sizes in brotli)`);
  mkdirSync(STAMPS, { recursive: true });
  for (const each of stale) {
    rmSync(stampOf(each), { force: true });
    if (each.app) buildApp(each);
    else await buildPackage(each);
    writeFileSync(stampOf(each), hashes.get(each.name));
  }
  console.log(`build: done, ${stale.length} built, ${wanted.length - stale.length} were up to date`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(`build failed: ${error.message}`);
  if (error.loc) console.error(`  at ${error.loc.file}:${error.loc.line}:${error.loc.column}`);
  if (error.frame) console.error(error.frame);
  // Not exitCode: after a type error the TypeScript plugin's watcher is still open and would keep the process alive.
  process.exit(1);
}
