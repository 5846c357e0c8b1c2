// Reads a repository's packages for the boundary checks: manifests, and sources as TypeScript sees them.
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { isTestFile } from '../build/test-files.mjs';
import { allPackages } from '../build/workspace.mjs';
import { readImports } from './read-imports.mjs';

// No library and no import is resolved, so that a name without a symbol is a global; and it is quick.
const OPTIONS = {
  noLib: true,
  noResolve: true,
  allowJs: true,
  types: [],
  jsx: ts.JsxEmit.Preserve,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
};

/**
 * @returns `{ root, packages, files, checker }`; each file is `{ path, folder, test, source, imports }` with `path`
 *   from the root and `folder` the package's, undefined outside packages
 */
export function readSourceTree(root) {
  const paths = globSync(['packages/*/src/**/*.{ts,tsx}', 'examples/**/*.{js,mjs,ts,tsx}'], { cwd: root })
    .filter((path) => !/node_modules|\/dist\//.test(path))
    .sort();
  const program = ts.createProgram(
    paths.map((path) => join(root, path)),
    OPTIONS,
  );
  const files = paths.map((path) => {
    const source = program.getSourceFile(join(root, path));
    const folder = path.match(/^packages\/([^/]+)\//)?.[1];
    return { path, folder, test: isTestFile(path), source, imports: readImports(source) };
  });
  const packages = existsSync(join(root, 'packages')) ? allPackages(root) : [];
  return { root, packages, files, checker: program.getTypeChecker() };
}

/** `path:line` of a node. */
export function placeOf(file, node) {
  const { line } = file.source.getLineAndCharacterOfPosition(node.getStart(file.source));
  return `${file.path}:${line + 1}`;
}
