// Runs a command to its end and keeps what it printed. Nothing it started outlives it.
import { spawn } from 'node:child_process';

const LIMIT_MS = 5 * 60_000;
const running = new Set();

/** Ends a child with everything that it started: each child leads its own process group. */
function endGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // it has ended already
  }
}

/** Ends every command that is still running. */
export function endAll() {
  for (const child of running) endGroup(child, 'SIGKILL');
}

/**
 * @param options `cwd`, `env` (added to this process's), `limitMs` (five minutes)
 * @returns `{ code, output }`: the exit code, and stdout and stderr as they came
 */
export function runCommand(command, args, { cwd, env, limitMs = LIMIT_MS } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    const limit = setTimeout(() => {
      output += `\nended after ${limitMs / 1000} s: it took too long\n`;
      endGroup(child, 'SIGKILL');
    }, limitMs);
    const done = (code) => {
      clearTimeout(limit);
      running.delete(child);
      endGroup(child, 'SIGKILL');
      resolve({ code, output });
    };
    child.once('error', (error) => {
      output += `cannot run ${command}: ${error.message}\n`;
      done(1);
    });
    child.once('close', (code) => done(code ?? 1));
  });
}
