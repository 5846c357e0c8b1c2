// One classic script file whose dynamic imports are ES-module chunks beside it.
//
// Rollup inlines dynamic imports into an IIFE, and a plain `import('./chunks/x.js')` would not do either: a classic
// script that comes from another origin resolves relative specifiers against about:blank
// (https://html.spec.whatwg.org/#muted-errors), so the file keeps the absolute address it was loaded from.
//
// What the script and a chunk both use is in both: a chunk must never import the classic file.
import { rollup } from 'rollup';

// Runs first in the script, while `document.currentScript` still names it.
const CHUNK_BASE = `const chunkBase = new URL('chunks/', document.currentScript?.src || document.baseURI).href;`;

/** A module's own file name; `index.ts` is called after its package. */
function moduleName(id) {
  const [, folder, name] = id.match(/(?:([^/]+)\/(?:src|dist)\/)?([^/]+)\.[^./]+$/) ?? [];
  return name === 'index' && folder ? folder : name;
}

const chunkFileName = ({ facadeModuleId, name }) =>
  `${facadeModuleId ? moduleName(facadeModuleId) : name}-[hash:6].js`;

/** Splits the modules that `isApart` off from the bundle: each is one file, which shares nothing with the others. */
function apartChunks(chunkOptions) {
  const files = new Map();
  async function bundleAlone(id) {
    const bundle = await rollup({ input: { [moduleName(id)]: id }, plugins: chunkOptions.inputPlugins() });
    const { output } = await bundle.generate({
      format: 'es',
      sourcemap: 'hidden',
      hashCharacters: 'base36',
      entryFileNames: chunkFileName,
      plugins: chunkOptions.outputPlugins(),
    });
    await bundle.close();
    if (output.filter(({ type }) => type === 'chunk').length > 1)
      throw new Error(`${id} imports lazily itself`);
    return output;
  }
  const plugin = {
    name: 'apart-chunks',
    async resolveDynamicImport(specifier, importer) {
      const target = await this.resolve(specifier, importer);
      if (!target || !chunkOptions.isApart(target.id)) return null;
      if (!files.has(target.id)) files.set(target.id, await bundleAlone(target.id));
      return { id: target.id, external: 'absolute' };
    },
  };
  const paths = (id) => (files.has(id) ? `./${files.get(id)[0].fileName}` : id);
  return { plugin, paths, output: () => [...files.values()].flat() };
}

/** Bundles the lazily imported modules together, so that they share code, as ES modules. */
async function bundleChunks(ids, chunkOptions) {
  const apart = apartChunks(chunkOptions);
  const input = Object.fromEntries([...ids].sort().map((id) => [moduleName(id), id]));
  if (Object.keys(input).length < ids.size)
    throw new Error(`two lazy modules share a file name: ${[...ids]}`);
  const bundle = await rollup({
    input,
    plugins: [apart.plugin, ...chunkOptions.inputPlugins()],
    preserveEntrySignatures: 'allow-extension',
  });
  const { output } = await bundle.generate({
    format: 'es',
    sourcemap: 'hidden', // as the script's own: the map lies beside it
    hashCharacters: 'base36',
    entryFileNames: chunkFileName,
    chunkFileNames: chunkFileName,
    manualChunks: chunkOptions.ownChunk,
    paths: apart.paths,
    hoistTransitiveImports: false, // by then most of them are loaded
    onlyExplicitManualChunks: true, // what others use too stays out of it
    plugins: chunkOptions.outputPlugins(),
  });
  await bundle.close();
  return [...output, ...apart.output()];
}

/**
 * Splits dynamic imports off into `chunks/`.
 * @param chunkOptions `{ inputPlugins, outputPlugins, ownChunk, isApart }`: functions that make the plugins which the
 *   chunks are built with, rollup's `manualChunks`, and which modules are loaded in the place of others, so that they
 *   share no file with them
 * @returns `{ plugin, chunkPath }`: the rollup plugin, and the function to give as `output.paths`
 */
export function lazyChunks(chunkOptions) {
  const lazyIds = new Set();
  const fileNames = new Map();
  let chunks = [];
  const plugin = {
    name: 'lazy-chunks',
    async resolveDynamicImport(specifier, importer) {
      const target = await this.resolve(specifier, importer);
      if (!target) this.error(`cannot find the lazily imported ${specifier} of ${importer}`);
      lazyIds.add(target.id);
      return { id: target.id, external: 'absolute' };
    },
    async renderStart() {
      chunks = lazyIds.size > 0 ? await bundleChunks(lazyIds, chunkOptions) : [];
      for (const chunk of chunks)
        if (chunk.facadeModuleId) fileNames.set(chunk.facadeModuleId, chunk.fileName);
    },
    intro: () => (chunks.length > 0 ? CHUNK_BASE : ''),
    renderDynamicImport: () => ({ left: 'import(chunkBase + ', right: ')' }),
    generateBundle() {
      for (const { fileName, code, source } of chunks) {
        this.emitFile({ type: 'asset', fileName: `chunks/${fileName}`, source: code ?? source });
      }
    },
  };
  return { plugin, chunkPath: (id) => fileNames.get(id) ?? id };
}
