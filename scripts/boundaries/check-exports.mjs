// Only index.ts is exported, and every public name is written out. Type errors are silenced only in type tests.
import ts from 'typescript';
import { placeOf } from './source-tree.mjs';

const SUPPRESSION = /(?:\/\/|\/\*)\s*@ts-(?:ignore|nocheck|expect-error)/g;

function manifestIssues({ folder, manifest }) {
  const wrong = Object.entries(manifest.exports ?? {}).filter(([key, target]) =>
    key === '.' ? target.default !== './dist/index.js' : !key.endsWith('.json'),
  );
  return wrong.map(([key]) => ({
    code: 'entry',
    path: `packages/${folder}/package.json`,
    message: `exports "${key}", which is not index.ts`,
    cure: 'export only "." from dist/index.js; name what is public in src/index.ts',
  }));
}

function starIssues(file) {
  const stars = file.source.statements.filter((node) => ts.isExportDeclaration(node) && !node.exportClause);
  return stars.map((node) => ({
    code: 'star',
    path: placeOf(file, node),
    message: 'exports names that it does not list (`export *`)',
    cure: 'list each name: export { a, b } from …',
  }));
}

function suppressionIssues(file) {
  if (file.path.includes('.test-d.')) return [];
  return [...file.source.text.matchAll(SUPPRESSION)].map(([comment]) => ({
    code: 'suppression',
    path: file.path,
    message: `silences the compiler with "${comment}"`,
    cure: 'correct the type; @ts-expect-error belongs in *.test-d.ts',
  }));
}

export function checkExports({ files, packages }) {
  return [
    ...packages.filter(({ manifest }) => !manifest.private).flatMap(manifestIssues),
    ...files
      .filter(({ folder }) => folder)
      .flatMap((file) => [...starIssues(file), ...suppressionIssues(file)]),
  ];
}
