// The workspace's packages, read from their manifests: what exists, what depends on what, in which order to build.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Reads one package: its folder, its manifest and the names of the workspace packages that it needs at run time. */
function readPackage(root, folder) {
  const dir = join(root, 'packages', folder);
  const manifest = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
  const needs = Object.entries({ ...manifest.dependencies, ...manifest.peerDependencies })
    .filter(([, version]) => version.startsWith('workspace:'))
    .map(([name]) => name);
  return { folder, dir, name: manifest.name, manifest, needs };
}

/** Every package of the workspace, the private ones too, in the order of their folders' names. */
export function allPackages(root = ROOT) {
  return readdirSync(join(root, 'packages'))
    .filter((folder) => existsSync(join(root, 'packages', folder, 'package.json')))
    .map((folder) => readPackage(root, folder));
}

/** The packages that are published, each after the packages that it needs. */
export function publishedPackages(root = ROOT) {
  const waiting = allPackages(root).filter((each) => !each.manifest.private);
  const ordered = [];
  while (waiting.length > 0) {
    const ready = waiting.findIndex((each) => !waiting.some((other) => each.needs.includes(other.name)));
    if (ready < 0)
      throw new Error(`packages need each other in a circle: ${waiting.map((each) => each.name)}`);
    ordered.push(...waiting.splice(ready, 1));
  }
  return ordered;
}

/** The example apps that are bundled; the script-tag example is served as it stands. */
export function exampleApps(root = ROOT) {
  return ['react', 'vue'].map((example) => {
    const dir = join(root, 'examples', example);
    return {
      folder: `example-${example}`,
      dir,
      name: `example-${example}`,
      needs: [`@tendril/${example}`],
      app: true,
    };
  });
}
