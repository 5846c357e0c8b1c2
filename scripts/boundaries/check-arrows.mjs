// Who may import whom, by which name, and that it is declared.
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { isTestFile } from '../build/test-files.mjs';
import { ARROWS } from './arrows.mjs';
import { placeOf } from './source-tree.mjs';

const packageOf = (specifier) => specifier.match(/^(@[^/]+\/[^/]+|[^/]+)/)[0];
const isNode = (specifier) => specifier.startsWith('node:') || builtinModules.includes(specifier);

function relativeIssue(file, { specifier, node }, place) {
  const target = join(dirname(file.path), specifier);
  const home = file.folder ? `packages/${file.folder}/` : 'examples/';
  if (!target.startsWith(home) && target.startsWith('packages/')) {
    return {
      code: 'path-import',
      path: place(node),
      message: `imports ${specifier}, a file of another package`,
      cure: 'import the package by its name',
    };
  }
  if (!file.test && isTestFile(target.replace(/\.js(x?)$/, '.ts$1'))) {
    return {
      code: 'test-import',
      path: place(node),
      message: `imports ${specifier}, which only tests may use`,
      cure: 'move what is shared out of the test file',
    };
  }
  return undefined;
}

/** Whether the table lets this package import that one, in this way. */
function isAllowed(arrow, { specifier, kind }, own) {
  if (isNode(specifier)) return arrow.node === true;
  const name = packageOf(specifier);
  if (arrow.imports.includes(name)) return true;
  if (kind === 'type' && arrow.types?.includes(name)) return true;
  return arrow.own === true && !name.startsWith('@tendril/') && own.has(name);
}

function packageIssue(file, each, { arrow, manifest }, place) {
  const declared = new Set(
    Object.keys({
      ...manifest.dependencies,
      ...manifest.peerDependencies,
      ...(manifest.private && manifest.devDependencies),
    }),
  );
  const { specifier, kind, node } = each;
  if (!isAllowed(arrow, each, declared)) {
    const types = arrow.types?.includes(packageOf(specifier));
    return {
      code: 'arrow',
      path: place(node),
      message: `${file.folder} may not import ${specifier}${types ? ' at run time' : ''}`,
      cure: types
        ? 'use `import type`'
        : 'see the table in scripts/boundaries/arrows.mjs; pass the value in instead',
    };
  }
  if (kind !== 'type' && !isNode(specifier) && !declared.has(packageOf(specifier))) {
    return {
      code: 'undeclared',
      path: place(node),
      message: `imports ${specifier}, which packages/${file.folder}/package.json does not declare`,
      cure: 'add it to "dependencies", or to "peerDependencies" when the host brings it',
    };
  }
  return undefined;
}

export function checkArrows({ files, packages }) {
  const manifests = new Map(packages.map(({ folder, manifest }) => [folder, manifest]));
  const issueOf = (file, each) => {
    const place = (node) => placeOf(file, node);
    if (each.specifier.startsWith('.')) return relativeIssue(file, each, place);
    const arrow = ARROWS[file.folder];
    if (!arrow || file.test) return undefined;
    return packageIssue(file, each, { arrow, manifest: manifests.get(file.folder) }, place);
  };
  const unknown = packages.filter(({ folder }) => !ARROWS[folder]);
  return [
    ...unknown.map(({ folder }) => ({
      code: 'arrow',
      path: `packages/${folder}`,
      message: 'has no row in the table of arrows',
      cure: 'add it to scripts/boundaries/arrows.mjs',
    })),
    ...files.flatMap((file) => file.imports.map((each) => issueOf(file, each)).filter(Boolean)),
  ];
}
