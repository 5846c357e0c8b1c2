// Browser globals, the clock and chance are named only where the table allows it. Names in types, strings, comments and
// properties do not count, nor do local variables of the same name.
import ts from 'typescript';
import { GLOBALS, GLOBALS_ALLOWED } from './arrows.mjs';
import { placeOf } from './source-tree.mjs';

function isReference(node) {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isJsxAttribute(parent) || ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isImportSpecifier(parent) || ts.isQualifiedName(parent) || ts.isMetaProperty(parent)) return false;
  return (
    !ts.isExportSpecifier(parent) &&
    !(ts.isNamedDeclaration(parent) && parent.name === node && !isShorthand(node))
  );
}

const isShorthand = ({ parent }) => ts.isShorthandPropertyAssignment(parent);

function isLocal(node, checker) {
  const symbol = isShorthand(node)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  return (symbol?.declarations?.length ?? 0) > 0;
}

/** `Date.now`, `new Date()` and `Math.random`: the parts of two otherwise harmless globals. */
function impurePart(node) {
  const { parent, text } = node;
  const property =
    ts.isPropertyAccessExpression(parent) && parent.expression === node ? parent.name.text : undefined;
  if (text === 'Math' && property === 'random') return 'Math.random';
  if (text !== 'Date') return undefined;
  if (property === 'now') return 'Date.now';
  if (ts.isCallExpression(parent) && parent.expression === node) return 'Date()';
  return ts.isNewExpression(parent) && !parent.arguments?.length ? 'new Date()' : undefined;
}

function globalNames(file, checker) {
  const found = [];
  const visit = (node) => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ts.isIdentifier(node)) {
      const name = GLOBALS.has(node.text) ? node.text : impurePart(node);
      if (name && isReference(node) && !isLocal(node, checker)) found.push({ name, node });
    }
    ts.forEachChild(node, visit);
  };
  visit(file.source);
  return found;
}

export function checkGlobals({ files, checker }) {
  const held = files.filter(
    ({ path, folder, test }) =>
      folder && !test && !GLOBALS_ALLOWED.some((allowed) => path.startsWith(allowed)),
  );
  return held.flatMap((file) =>
    globalNames(file, checker).map(({ name, node }) => ({
      code: 'global',
      path: placeOf(file, node),
      message: `names the global ${name}`,
      cure:
        file.folder === 'nudges'
          ? "take it from the host element's ownerDocument, or as an argument"
          : 'take it as an argument; only core/src/browser and browser name globals',
    })),
  );
}
