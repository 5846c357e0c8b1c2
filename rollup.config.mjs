// One function builds every package: ES modules with lazy chunks, declarations and source maps; and, for `browser`,
// the script-tag file. `npm run build` runs it for the packages that changed.
import { existsSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';
import { closedWorld } from './scripts/build/closed-world/closed-world.mjs';
import { PREACT_BETRAYAL, PREACT_WORLD } from './scripts/build/closed-world/preact-world.mjs';
import { lazyChunks } from './scripts/build/lazy-chunks.mjs';
import { reportSizes } from './scripts/build/report-sizes.mjs';
import { TEST_GLOBS } from './scripts/build/test-files.mjs';
import { transpileSources } from './scripts/build/transpile-sources.mjs';
import { publishedPackages } from './scripts/build/workspace.mjs';

/** Files that are started by path and not imported: commands and worker threads. */
const EXTRA_ENTRIES = { collector: ['src/main.ts', 'src/inbox-worker.ts', 'src/parquet-worker.ts'] };
const SCRIPT_TAG = 'src/script/script-tag.ts';
const NUDGES = fileURLToPath(new URL('packages/nudges/src/', import.meta.url));

const isBare = (id) => !id.startsWith('.') && !isAbsolute(id);

/** Compiles a package against the built declarations of the others; a type error ends the build. */
const compile = (dir) =>
  typescript({
    tsconfig: join(dir, 'tsconfig.json'),
    filterRoot: dir,
    exclude: TEST_GLOBS,
    compilerOptions: {
      customConditions: [],
      noEmit: false,
      noEmitOnError: true,
      declaration: true,
      sourceMap: true,
      rootDir: join(dir, 'src'),
      outDir: join(dir, 'dist'),
      declarationDir: join(dir, 'dist'),
    },
  });

function modules(dir) {
  const entries = ['src/index.ts', ...(EXTRA_ENTRIES[basename(dir)] ?? [])];
  return {
    input: Object.fromEntries(entries.map((entry) => [basename(entry, '.ts'), join(dir, entry)])),
    external: isBare,
    plugins: [compile(dir)],
    output: {
      dir: join(dir, 'dist'),
      format: 'es',
      sourcemap: true,
      entryFileNames: '[name].js',
      hashCharacters: 'base36',
      chunkFileNames: '[name]-[hash].js',
      // Checking and explaining have patterns at hand, pages load them: apart from the rest, so that a site's bundler
      // leaves them out until then.
      manualChunks: (id) => (/rules\/src\/regex\/(?!load-)/.test(id) ? 'regex' : undefined),
      onlyExplicitManualChunks: true, // what others use too stays out of it
      hoistTransitiveImports: false,
      plugins: [reportSizes(`${basename(dir)}/dist`)],
    },
  };
}

/** Preact for what Tendril draws, and for nothing else. */
const ownPreact = () =>
  closedWorld({
    name: 'preact',
    entry: fileURLToPath(new URL('../node_modules/preact/src/index.js', `file://${NUDGES}`)),
    world: PREACT_WORLD,
    betrayal: PREACT_BETRAYAL,
  });

const replaceDevelopment = {
  name: 'production',
  transform: (code) =>
    code.includes('process.env.NODE_ENV')
      ? { code: code.replaceAll('process.env.NODE_ENV', '"production"'), map: null }
      : null,
};

/** Chunks that are weighed by themselves: whether a nudge qualifies, and whether it may show now. */
const OWN_CHUNKS = {
  rules: /\/packages\/rules\/src\/(condition\/|engine\/|episode\.ts)/,
  'rich-content': /\/packages\/rules\/src\/template\/parse-template/,
  arbiter: /\/packages\/rules\/src\/(arbiter\/|trigger\/|create-engine\.ts)/,
};

/** Modules that a module imports statically, directly or not; itself included. */
function importsOf(id, getModuleInfo, found = new Set()) {
  if (found.has(id)) return found;
  found.add(id);
  for (const imported of getModuleInfo(id)?.importedIds ?? []) importsOf(imported, getModuleInfo, found);
  return found;
}

/**
 * What is loaded one after the other, so that what a later one shares with others is in it and not in a file by itself:
 * fewer requests, and less to load. What draws holds Preact and the styles.
 */
const STEPS = ['index', 'drawing', 'rich-content', 'attend/upgrade'];
function stepOf(id, getModuleInfo) {
  const step = STEPS.find((name) => importsOf(join(NUDGES, `${name}.ts`), getModuleInfo).has(id));
  return !step || step === 'index' ? undefined : basename(step);
}

const ownChunk = (id, { getModuleInfo }) =>
  Object.keys(OWN_CHUNKS).find((name) => OWN_CHUNKS[name].test(id)) ?? stepOf(id, getModuleInfo);

/** Where the host draws, nothing of what draws is loaded: this has its own copy of the texts. */
const isApart = (id) => id === join(NUDGES, 'headless.ts');

function scriptTag(dir) {
  const inputPlugins = () => [
    ownPreact(),
    transpileSources(),
    resolve({
      browser: true,
      exportConditions: ['tendril-source'],
      extensions: ['.js', '.mjs', '.ts', '.tsx'],
    }),
    replaceDevelopment,
  ];
  const outputPlugins = () => [
    terser({
      ecma: 2022,
      compress: { passes: 3, inline: 1, unsafe_arrows: true, unsafe_methods: true, keep_fargs: false },
    }),
  ];
  const { plugin, chunkPath } = lazyChunks({ inputPlugins, outputPlugins, ownChunk, isApart });
  return {
    input: join(dir, SCRIPT_TAG),
    plugins: [plugin, ...inputPlugins()],
    output: {
      file: join(dir, 'dist/script/tendril.js'),
      format: 'iife',
      strict: false, // the modules are written for strict mode and say nothing that sloppy mode reads otherwise
      sourcemap: 'hidden', // a map lies beside it; a site that copies the script alone should not send browsers after it
      paths: chunkPath,
      plugins: [...outputPlugins(), reportSizes(`${basename(dir)}/dist/script`)],
    },
  };
}

/** The rollup configurations of the package in a folder. */
export function packageConfigs(dir) {
  return existsSync(join(dir, SCRIPT_TAG)) ? [modules(dir), scriptTag(dir)] : [modules(dir)];
}

export default publishedPackages().flatMap(({ dir }) => packageConfigs(dir));
