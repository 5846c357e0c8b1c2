import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A process as Linux's /proc shows it. */
interface Process {
  pid: number;
  parent: number;
  /** Arguments, joined by spaces; '' for one that has ended and is not yet reaped. */
  command: string;
}

function readProcess(pid: string): Process[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces: count the fields from behind it.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return [{ pid: Number(pid), parent, command }];
  } catch {
    return []; // ended meanwhile
  }
}

const allProcesses = (): Process[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readProcess);

/** Process ids of those whose command line names `mark`, and of all their descendants. */
export function processTree(mark: string): number[] {
  const all = allProcesses();
  const tree = all.filter(({ command, pid }) => command.includes(mark) && pid !== process.pid);
  // The list grows while it is walked.
  for (const { pid } of tree) {
    for (const child of all) if (child.parent === pid && !tree.includes(child)) tree.push(child);
  }
  return tree.map(({ pid }) => pid);
}

/** SIGKILLs all of them at once and waits until none runs. */
export async function killProcesses(pids: number[]): Promise<void> {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // ended with its parent
    }
  }
  const running = () => pids.some((pid) => readProcess(String(pid)).some(({ command }) => command !== ''));
  for (const end = Date.now() + 5_000; running(); await pause(20)) {
    if (Date.now() > end) throw new Error(`processes ${pids.join(', ')} outlived SIGKILL`);
  }
}
