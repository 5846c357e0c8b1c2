import ts from 'typescript';

/**
 * What is known of a program, ready to be asked about the nodes of a library's source.
 * @param known names by what is true of them:
 *   `never`: members that nothing sets, as `.name` on anything or as `object.name`;
 *   `always`: variables and parameters that have one value, with the text of that value;
 *   `unlike`: literals and constants that nothing is ever equal to, nor a key of anything;
 *   `unset`: flags that are never set;
 *   `idle`: functions whose calls have no effect
 * @returns questions about nodes, and `unmet()`: the names that were not in the source
 */
export function createWorld({ never = [], always = {}, unlike = [], unset = [], idle = [] }, source) {
  const lists = { never, always: Object.keys(always), unlike, unset, idle };
  const unmet = new Set(Object.values(lists).flat());
  const has = (list, name) => {
    const isThere = lists[list].includes(name);
    if (isThere) unmet.delete(name);
    return isThere;
  };
  const ofName = (list) => (node) => ts.isIdentifier(node) && has(list, node.text);
  return {
    isNever: (node) =>
      ts.isPropertyAccessExpression(node) &&
      (has('never', `.${node.name.text}`) ||
        has('never', `${node.expression.getText(source)}.${node.name.text}`)),
    isUnlike: (node) =>
      (ts.isStringLiteral(node) || ts.isNumericLiteral(node) || ts.isIdentifier(node)) &&
      has('unlike', node.text),
    isUnset: ofName('unset'),
    isIdle: ofName('idle'),
    isFixed: ofName('always'),
    valueOf: ({ text }) => ts.factory.createIdentifier(always[text]),
    unmet: () => [...unmet],
  };
}
