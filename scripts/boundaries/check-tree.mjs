// All boundary checks on one repository.
import { checkArrows } from './check-arrows.mjs';
import { checkCycles } from './check-cycles.mjs';
import { checkExports } from './check-exports.mjs';
import { checkGlobals } from './check-globals.mjs';
import { readSourceTree } from './source-tree.mjs';

/** @returns `{ files, issues }`: how many files were read, and `{ code, path, message, cure }` for each finding */
export function checkTree(root) {
  const tree = readSourceTree(root);
  const checks = [checkArrows, checkCycles, checkGlobals, checkExports];
  return { files: tree.files.length, issues: checks.flatMap((check) => check(tree)) };
}
