// Checks the borders between packages and files. Usage: node scripts/check-boundaries.mjs [root]
import { checkTree } from './boundaries/check-tree.mjs';
import { ROOT } from './build/workspace.mjs';

const { files, issues } = checkTree(process.argv[2] ?? ROOT);
for (const { code, path, message, cure } of issues)
  console.log(`${path}: ${message} [${code}]\n  cure: ${cure}`);
console.log(`boundaries: ${files} files, ${issues.length} findings`);
if (issues.length > 0) process.exitCode = 1;
