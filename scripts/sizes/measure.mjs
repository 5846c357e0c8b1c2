// Weighs what a page loads in each scenario of size-scenarios.json, with size-limit (brotli, 1 KB = 1000 bytes).
//
// A scenario is `{ id, name, files, limitBytes }`. `files` is a glob below the root; what the files import statically
// is loaded with them and counts too. `without` names scenarios whose files a page has loaded before. `each` gives
// every matching file a row and the whole limit of its own.
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import filePlugin from '@size-limit/file';
import sizeLimit from 'size-limit';

// The built files are minified by us, so an import looks like `from"./x.js"` or `import"./x.js"`.
const STATIC_IMPORT = /(?:from|import)\s*["'](\.\/[^"']+)["']/g;

/** Files and everything that they import statically, directly or not. */
export function withImports(files, read = (file) => readFileSync(file, 'utf8')) {
  const all = new Set(files);
  for (const file of all) {
    for (const [, specifier] of read(file).matchAll(STATIC_IMPORT)) all.add(join(dirname(file), specifier));
  }
  return [...all];
}

async function weigh(files) {
  const [{ size }] = await sizeLimit([filePlugin], files);
  return size;
}

function rowsOf(scenario, files) {
  if (!scenario.each || files.length === 0) return [{ ...scenario, files }];
  return files.map((file) => ({ ...scenario, name: `${scenario.name}: ${basename(file)}`, files: [file] }));
}

/**
 * @returns one row per scenario, and per file where the scenario says `each`:
 *   `{ id, name, limitBytes, files, bytes }`; a row that matches no file has no `bytes`
 */
export async function measure(scenarios, root) {
  const matches = (scenario) =>
    globSync(scenario.files, { cwd: root })
      .sort()
      .map((file) => join(root, file));
  const filesOf = new Map(scenarios.map((scenario) => [scenario.id, matches(scenario)]));
  const rows = scenarios.flatMap((scenario) => rowsOf(scenario, filesOf.get(scenario.id)));
  for (const row of rows) {
    const loaded = new Set(withImports((row.without ?? []).flatMap((id) => filesOf.get(id) ?? [])));
    const files = withImports(row.files).filter((file) => !loaded.has(file));
    if (row.files.length > 0) row.bytes = await weigh(files);
  }
  return rows;
}

/** Built files that no row weighs: their growth would go unseen. */
export function unweighed(rows, files) {
  const weighed = new Set(withImports(rows.flatMap((row) => row.files)));
  return files.filter((file) => !weighed.has(file));
}

/** `5.1 KB`: how sizes are written in the READMEs. */
export const inKilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
