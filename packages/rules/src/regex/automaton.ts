/**
 * A nondeterministic automaton (Thompson, 1968) of nodes that know what follows. A node with `accepts` takes one
 * character, one with `allows` looks at a place; the others lead on to `next`, and `other` if there is one.
 */
export interface Node {
  next?: Node;
  other?: Node;
  accepts?: (char: string) => boolean;
  allows?: (subject: string, index: number) => boolean;
  /** The step in which the node was last entered. */
  step?: number;
}

/** Reaching this node is a match. */
export const MATCH: Node = {};

// Never reset: every step of every run has a number of its own, so that nodes need no clearing.
let steps = 0;

/**
 * Does the subject hold a match anywhere? All ways through the automaton are walked at once, each node at most once a
 * step: subject × nodes is the worst case, whatever the pattern.
 */
export function findMatch(start: Node, subject: string): boolean {
  let current: Node[] = [];
  for (let index = 0; index <= subject.length; index += 1) {
    steps += 1;
    const ready: Node[] = [];
    const before = subject[index - 1] ?? '';
    const waiting = [start];
    for (const node of current) if (node.accepts?.(before)) waiting.push(node.next as Node);
    for (let node = waiting.pop(); node; node = waiting.pop()) {
      if (node === MATCH) return true;
      if (node.step === steps) continue;
      node.step = steps;
      if (node.accepts) ready.push(node);
      else if (node.allows?.(subject, index) ?? true) {
        if (node.next) waiting.push(node.next);
        if (node.other) waiting.push(node.other);
      }
    }
    current = ready;
  }
  return false;
}
