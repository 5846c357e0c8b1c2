// Partial evaluation of a library for a program that is known as a whole. What the program never does is told as names;
// each place of the source that asks for one gets its only possible answer, and the minifier drops what is then out of
// reach.
import ts from 'typescript';
import { createWorld } from './world.mjs';

const { SyntaxKind: Kind, factory } = ts;
const EQUAL = [Kind.EqualsEqualsToken, Kind.EqualsEqualsEqualsToken];
const UNEQUAL = [Kind.ExclamationEqualsToken, Kind.ExclamationEqualsEqualsToken];

const operatorOf = (node) => (ts.isBinaryExpression(node) ? node.operatorToken.kind : undefined);

/** Is it false whatever happens? Its effects, an assignment, may still be wanted. */
function isFalsy(node) {
  if (ts.isParenthesizedExpression(node)) return isFalsy(node.expression);
  if (operatorOf(node) === Kind.EqualsToken) return isFalsy(node.right);
  if (operatorOf(node) === Kind.AmpersandAmpersandToken) return isFalsy(node.left);
  return ts.isVoidExpression(node) || [Kind.FalseKeyword, Kind.NullKeyword].includes(node.kind);
}

/** Drops what can't come to be, once the parts of a node are known. */
function fold(node) {
  if (operatorOf(node) === Kind.AmpersandAmpersandToken && isFalsy(node.left)) return node.left;
  if (!ts.isIfStatement(node) || !isFalsy(node.expression)) return node;
  const effects = factory.createExpressionStatement(node.expression);
  return node.elseStatement ? factory.createBlock([effects, node.elseStatement]) : effects;
}

function answerBinary(node, world) {
  const { left, right } = node;
  const operator = operatorOf(node);
  const isKnown = () => world.isUnlike(left) || world.isUnlike(right);
  if (EQUAL.includes(operator) && isKnown()) return factory.createFalse();
  if (UNEQUAL.includes(operator) && isKnown()) return factory.createTrue();
  if (operator === Kind.InKeyword && world.isUnlike(left)) return factory.createFalse();
  if (operator === Kind.AmpersandToken && world.isUnset(right)) return factory.createNumericLiteral(0);
  if (operator === Kind.EqualsToken && (world.isNever(left) || world.isFixed(left))) return right;
  return undefined;
}

/** Does the identifier name a member or a parameter, and no value? */
const isName = ({ parent }, node) =>
  parent.name === node &&
  (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent) || ts.isParameter(parent));

/** What a node comes to in this world; `undefined` where its parts decide. */
function answer(node, world) {
  const { expression: callee } = ts.isCallExpression(node) ? node : {};
  if (ts.isBinaryExpression(node)) return answerBinary(node, world);
  if (world.isNever(node) || (callee && (world.isNever(callee) || world.isIdle(callee))))
    return factory.createVoidZero();
  return world.isFixed(node) && !isName(node, node) ? world.valueOf(node) : undefined;
}

/** Where each function of a file has parameters that always have one value. */
function fixedPositions(source, world) {
  const positions = new Map();
  for (const { name, parameters } of source.statements.filter(ts.isFunctionDeclaration))
    positions.set(
      name.text,
      parameters.map((one) => world.isFixed(one.name)),
    );
  return positions;
}

/** A function, a call or variables without what always has one value. */
function withoutFixed(node, world, positions) {
  const varying = (list, { text } = {}) => list.filter((_, index) => !positions.get(text)?.[index]);
  if (ts.isFunctionDeclaration(node)) {
    const { modifiers, name, parameters, type, body } = node;
    const kept = varying(parameters, name);
    return factory.updateFunctionDeclaration(node, modifiers, undefined, name, undefined, kept, type, body);
  }
  if (ts.isCallExpression(node))
    return factory.updateCallExpression(
      node,
      node.expression,
      undefined,
      varying(node.arguments, node.expression),
    );
  const left =
    ts.isVariableDeclarationList(node) && node.declarations.filter(({ name }) => !world.isFixed(name));
  return left ? factory.updateVariableDeclarationList(node, left) : node;
}

const isEmpty = (node) => ts.isVariableStatement(node) && node.declarationList.declarations.length === 0;

/**
 * Rewrites one file of a library for a program that is known as a whole.
 * @param code JavaScript, an ES module with everything in it
 * @param known what is true of the program, as {@link createWorld} takes it
 * @throws Error where a name is not in the source: then the source has changed, and what was known of it may be wrong
 */
export function specialize(code, known) {
  const source = ts.createSourceFile('library.js', code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const world = createWorld(known, source);
  const positions = fixedPositions(source, world);
  const { transformed } = ts.transform(source, [
    (context) => {
      const visit = (node) => {
        const answered = answer(node, world);
        if (answered) return answered.pos < 0 ? answered : ts.visitNode(answered, visit);
        const inner = ts.visitEachChild(withoutFixed(node, world, positions), visit, context);
        return isEmpty(inner) ? undefined : fold(inner);
      };
      return (file) => ts.visitEachChild(file, visit, context);
    },
  ]);
  const unmet = world.unmet();
  if (unmet.length > 0) throw new Error(`not in the source any more: ${unmet.join(', ')}`);
  return ts.createPrinter().printFile(transformed[0]);
}
