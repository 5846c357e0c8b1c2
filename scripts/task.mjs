// `npm start`, `npm test`, `npm run build`, `npm run fix` and `npm run bench`, on a machine that has only Node and npm:
// brings the pinned pnpm, installs what the lockfile says, finds a Node that is new enough, and runs the task on it.
// Runs on Node 20.19 itself, and imports nothing that has to be installed first.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chooseNode } from './setup/choose-node.mjs';
import { installIfChanged } from './setup/install.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TASKS = ['start', 'test', 'build', 'fix', 'bench', 'screenshots'];

/** Runs a task's script and ends as it ends. Ctrl-C reaches the child by itself; a signal to us alone is passed on. */
function runTask(node, task, args) {
  const PATH = [dirname(node), join(ROOT, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  const child = spawn(node, [join(ROOT, 'scripts', `${task}.mjs`), ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, PATH },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

async function main([task, ...args]) {
  if (!TASKS.includes(task)) throw new Error(`unknown task "${task ?? ''}": use one of ${TASKS.join(', ')}`);
  await installIfChanged(ROOT);
  const { path, version, from } = chooseNode(ROOT);
  console.log(`tendril: ${task} on Node ${version} (${from})`);
  runTask(path, task, args);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(`tendril: ${error.message}`);
  process.exitCode = 1;
}
