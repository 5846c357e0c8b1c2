import { availableParallelism, cpus, loadavg } from 'node:os';

/** What the numbers were measured on, and how busy it was with other things: `{ cores, cpu, load, node, text }`. */
export function machine() {
  const [cores, cpu, node] = [
    availableParallelism(),
    cpus()[0]?.model ?? 'unknown CPU',
    process.versions.node,
  ];
  const load = Number(loadavg()[0].toFixed(2));
  const text = `${cores} cores of ${cpu}, load ${load} before the start, Node ${node}`;
  return { cores, cpu, load, node, text };
}
