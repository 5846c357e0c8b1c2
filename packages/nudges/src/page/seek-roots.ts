import type { NudgeLink } from '@tendril/core';

/** Looking through a whole page for shadow roots takes longest, so that it is done at most so often. */
const SEEK_MS = 2000;

export interface RootSeeker {
  /** Searches, now or when it is time again: that a component gets a shadow root, no observer tells. */
  seek(): void;
  stop(): void;
}

/** Open shadow roots under a node, theirs included; not those of nudges. */
function openRoots(node: ParentNode): ShadowRoot[] {
  const roots: ShadowRoot[] = [];
  for (const { shadowRoot, localName } of node.querySelectorAll('*'))
    if (shadowRoot && !localName.startsWith('tendril-')) roots.push(shadowRoot, ...openRoots(shadowRoot));
  return roots;
}

/** Searches a page for open shadow roots, for what is not in the page itself. */
export function createRootSeeker(
  root: Element,
  { now, after }: NudgeLink['ports']['clock'],
  onRoots: (roots: readonly ShadowRoot[]) => void,
): RootSeeker {
  let sought = -SEEK_MS;
  let cancel: (() => void) | undefined;

  function seek(): void {
    const rest = sought + SEEK_MS - now();
    if (rest > 0) {
      cancel ??= after(rest, () => {
        cancel = undefined;
        seek();
      });
      return;
    }
    sought = now();
    onRoots(openRoots(root));
  }

  return { seek, stop: () => cancel?.() };
}
