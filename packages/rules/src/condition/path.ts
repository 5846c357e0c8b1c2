const MAX_PARTS = 8;
const MAX_CHARS = 200;

/**
 * Splits `usage.seats.ratio`. Undefined where the path is empty, too long, or names what every object inherits, such as
 * `__proto__` or `constructor`: looking at each reading whether a property is an object's own would take a third of the
 * time of a condition.
 */
export function parsePath(path: string): string[] | undefined {
  const parts = path.split('.');
  const bad =
    path.length > MAX_CHARS || parts.length > MAX_PARTS || parts.some((part) => !part || part in {});
  return bad ? undefined : parts;
}

/** The value at a path that was parsed. Missing and undefined read as null, and so do the methods of lists. */
export function readParts(root: unknown, parts: readonly string[]): unknown {
  let value = root;
  for (const part of parts) {
    if (typeof value !== 'object' || value === null) return null;
    value = (value as Record<string, unknown>)[part];
  }
  return typeof value === 'function' ? null : (value ?? null);
}

/** The fact at a dotted path, or null. */
export const readPath = (facts: unknown, path: string): unknown => readParts(facts, parsePath(path) ?? ['']);
