// Starts one server of the benchmark and reads what it costs.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { SECRET_KEY } from './keys.mjs';

const SERVE = fileURLToPath(new URL('./serve.mjs', import.meta.url));
/** `/proc/PID/stat` counts in these; Linux has had 100 in a second on every machine for long. */
const TICK_US = 10_000;

async function portOf({ stdout }) {
  for await (const line of createInterface({ input: stdout })) {
    const port = line.match(/^port (\d+)/)?.[1];
    if (port) return Number(port);
  }
  throw new Error('a server ended before it listened');
}

/** CPU time of a process with all its threads, microseconds. */
function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  const [user, system] = fields.slice(11, 13).map(Number);
  return (user + system) * TICK_US;
}

function memoryOf(pid) {
  const kilobytes = readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1];
  return Number(kilobytes) * 1024;
}

/** @returns `{ port, cpu, memory, admin, stop }`: CPU in microseconds, memory in bytes, so far */
export async function startServer(kind, { log } = {}) {
  const data = mkdtempSync(join(tmpdir(), 'tendril-bench-'));
  const args = [SERVE, kind, data, ...(log ? ['--log', log] : [])];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const port = await portOf(child);
  const headers = { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' };
  return {
    port,
    cpu: () => cpuOf(child.pid),
    memory: () => memoryOf(child.pid),
    admin: async (path, body) => {
      const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers };
      return (await fetch(`http://127.0.0.1:${port}/v1/admin/${path}`, init)).json();
    },
    async stop() {
      child.kill(kind === 'bare' ? 'SIGKILL' : 'SIGTERM');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}
