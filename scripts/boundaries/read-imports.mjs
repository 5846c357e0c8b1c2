// The imports and re-exports of one source file.
import ts from 'typescript';

/** `import type …`, `import { type A }`, `export type …`: nothing of it is left at run time. */
function isTypeOnly(node) {
  if (ts.isExportDeclaration(node)) {
    const names = node.exportClause && ts.isNamedExports(node.exportClause) ? node.exportClause.elements : [];
    return node.isTypeOnly || (names.length > 0 && names.every((name) => name.isTypeOnly));
  }
  const clause = node.importClause;
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const names =
    clause.namedBindings && ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements : [];
  return !clause.name && names.length > 0 && names.every((name) => name.isTypeOnly);
}

const isDynamicImport = (node) =>
  ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;

/** @returns `{ specifier, kind, node }[]`; `kind` is `'static'`, `'type'` or `'dynamic'` */
export function readImports(source) {
  const imports = [];
  const add = (specifier, kind, node) => {
    if (specifier && ts.isStringLiteralLike(specifier))
      imports.push({ specifier: specifier.text, kind, node });
  };
  const visit = (node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, isTypeOnly(node) ? 'type' : 'static', node);
    } else if (ts.isImportTypeNode(node)) {
      add(node.argument.literal, 'type', node);
    } else if (isDynamicImport(node)) {
      add(node.arguments[0], 'dynamic', node);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return imports;
}
