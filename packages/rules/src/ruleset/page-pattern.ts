import type { Placement } from '@tendril/protocol';

/** Does a path match a pattern? `*` stands for any run of characters; nothing else is special, so no regex is built. */
export function matchesPath(pattern: string, path: string): boolean {
  const [head = '', ...tail] = pattern.split('*');
  if (!tail.length) return pattern === path;
  if (!path.startsWith(head)) return false;
  const last = tail.pop() ?? '';
  let at = head.length;
  for (const part of tail) {
    const found = path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return path.length - last.length >= at && path.endsWith(last);
}

/** Exclude wins; without `include`, every page is included. */
export function allowsPage(pages: Placement['pages'], path: string): boolean {
  const matches = (pattern: string) => matchesPath(pattern, path);
  return !pages?.exclude?.some(matches) && (pages?.include?.some(matches) ?? true);
}
