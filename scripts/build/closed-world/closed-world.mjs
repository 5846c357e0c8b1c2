// Bundles a library for the script-tag file without what this program never asks of it. The whole program is at hand there,
// so that what has to stay for callers who are not known can go.
import { dirname } from 'node:path';
import resolve from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { shortenMembers } from './shorten-members.mjs';
import { specialize } from './specialize.mjs';

/** A library's modules as one. */
async function bundleOf(input) {
  const bundle = await rollup({ input, plugins: [resolve()], onLog: () => undefined });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  return output[0].code;
}

/**
 * A library as one module, for one program.
 * @param entry path of the library's entry module, as it was written and not as it is shipped
 * @param world what is known of the program, as `createWorld` takes it; `onElements`: as `shortenMembers` takes it
 */
export const specializedBundle = async (entry, { onElements, ...world }) =>
  shortenMembers(specialize(await bundleOf(entry), world), onElements);

/**
 * A rollup plugin that puts a specialized library in the place of the library.
 * @param library `{ name, entry, world, betrayal }`: its name in imports; `entry` and `world` as above; a pattern of what
 *   the program's own views must not have for that world to be theirs
 */
export function closedWorld({ name, entry, world, betrayal }) {
  const folder = dirname(entry);
  return {
    name: 'closed-world',
    resolveId(specifier) {
      // Add-ons reach for private members, which have other names here.
      if (specifier.startsWith(`${name}/`))
        this.error(`${specifier} does not go with ${name} as it is built here`);
      return specifier === name ? { id: entry, moduleSideEffects: false } : null;
    },
    load: async (id) =>
      id === entry ? { code: await specializedBundle(entry, world), map: { mappings: '' } } : null,
    transform(code, id) {
      const [found] = (!id.startsWith(folder) && id.endsWith('.tsx') && code.match(betrayal)) || [];
      if (found)
        this.error(`it has "${found.trim()}", which ${name} is built without here: see ${name}-world.mjs`);
    },
  };
}
