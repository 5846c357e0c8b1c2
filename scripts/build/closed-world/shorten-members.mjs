import ts from 'typescript';

// By how often they are used as names of variables once code is minified, so that brotli finds them again.
const LETTERS = 'etnroisaclpuhdmfgbvkwqjz';

const { factory } = ts;
const isPrivate = (name) => ts.isIdentifier(name) && /^_[a-z]/i.test(name.text);

/** The identifier that names a member where a node reads, sets or makes one. */
const memberOf = (node) =>
  ts.isPropertyAccessExpression(node) ||
  ts.isPropertyAssignment(node) ||
  ts.isShorthandPropertyAssignment(node)
    ? node.name
    : undefined;

/** The short name of each private member of a file; those used most get the letters used most. */
function shortNames(source, onElements) {
  const uses = new Map();
  const count = (node) => {
    const name = memberOf(node);
    if (name && isPrivate(name)) uses.set(name.text, (uses.get(name.text) ?? 0) + 1);
    ts.forEachChild(node, count);
  };
  count(source);
  if (uses.size > LETTERS.length)
    throw new Error(`${uses.size} private members, and ${LETTERS.length} letters`);
  const unmet = onElements.filter((name) => !uses.has(name));
  if (unmet.length > 0) throw new Error(`not in the source any more: ${unmet.join(', ')}`);
  const byUse = [...uses].sort(([, one], [, other]) => other - one);
  const shortOf = (name, index) => (onElements.includes(name) ? `_${LETTERS[index]}` : LETTERS[index]);
  return new Map(byUse.map(([name], index) => [name, shortOf(name, index)]));
}

/**
 * Gives the private members of a library, `_likeThis`, names of one letter. They must all be used in this one file.
 * @param onElements those that are set on elements: they keep the underscore. A form gives the field that has such a name
 *   or id in the place of what was set on it: https://html.spec.whatwg.org/#the-form-element. A field may well be called `f`.
 */
export function shortenMembers(code, onElements = []) {
  const source = ts.createSourceFile('library.js', code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const names = shortNames(source, onElements);
  const { transformed } = ts.transform(source, [
    (context) => {
      const visit = (node) => {
        const short = names.get(memberOf(node)?.text);
        if (short && ts.isShorthandPropertyAssignment(node))
          return factory.createPropertyAssignment(short, node.name);
        const inner = ts.visitEachChild(node, visit, context);
        if (!short) return inner;
        if (ts.isPropertyAssignment(inner))
          return factory.updatePropertyAssignment(inner, factory.createIdentifier(short), inner.initializer);
        return factory.updatePropertyAccessExpression(
          inner,
          inner.expression,
          factory.createIdentifier(short),
        );
      };
      return (file) => ts.visitEachChild(file, visit, context);
    },
  ]);
  return ts.createPrinter().printFile(transformed[0]);
}
