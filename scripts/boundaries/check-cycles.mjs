// No file reaches itself through its imports. Type-only imports count: files whose types need each other are one idea
// in two places. Dynamic imports do not: a lazy part may know the part that loads it.
import { dirname, join } from 'node:path';

function targetOf(file, specifier, known) {
  const path = join(dirname(file.path), specifier).replace(/\.jsx?$/, '');
  return [path, `${path}.ts`, `${path}.tsx`].find((each) => known.has(each));
}

/** For every file, the files that it imports statically. */
function importGraph(files) {
  const known = new Set(files.map(({ path }) => path));
  const targets = (file) =>
    file.imports
      .filter(({ specifier, kind }) => specifier.startsWith('.') && kind !== 'dynamic')
      .map(({ specifier }) => targetOf(file, specifier, known))
      .filter(Boolean);
  return new Map(files.map((file) => [file.path, targets(file)]));
}

/** The circles of a graph, each once, found by walking depth first. */
export function findCycles(graph) {
  const done = new Set();
  const trail = [];
  const cycles = [];
  const visit = (node) => {
    const start = trail.indexOf(node);
    if (start >= 0) return cycles.push([...trail.slice(start), node]);
    if (done.has(node)) return undefined;
    trail.push(node);
    for (const next of graph.get(node) ?? []) visit(next);
    trail.pop();
    done.add(node);
    return undefined;
  };
  for (const node of graph.keys()) visit(node);
  return cycles;
}

export function checkCycles({ files }) {
  return findCycles(importGraph(files)).map((cycle) => ({
    code: 'cycle',
    path: cycle[0],
    message: `imports itself in a circle: ${cycle.join(' → ')}`,
    cure: 'move what both need into a file of its own',
  }));
}
