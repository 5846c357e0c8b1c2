// How long the main thread was in certain files, or in what they called.

/**
 * @param profile of the DevTools protocol: https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile
 * @param isOurs tells our files by their address
 * @returns milliseconds
 */
export function timeWithin({ nodes, samples, timeDeltas }, isOurs) {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const ours = new Set(nodes.filter(({ callFrame }) => isOurs(callFrame.url)).map(({ id }) => id));
  const isWithin = (id) => id !== undefined && (ours.has(id) || isWithin(parents.get(id)));
  const micros = samples.reduce((sum, id, at) => sum + (isWithin(id) ? timeDeltas[at] : 0), 0);
  return micros / 1000;
}
