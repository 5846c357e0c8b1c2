const MAX_PARTS = 8;
const MAX_CHARS = 200;

/** Splits `usage.seats.ratio`; undefined where the path is empty, too long, or names `__proto__`. */
export function parsePath(path: string): string[] | undefined {
  const parts = path.split('.');
  const bad =
    path.length > MAX_CHARS ||
    parts.length > MAX_PARTS ||
    parts.some((part) => !part || part === '__proto__');
  return bad ? undefined : parts;
}

/** Reads own properties only, so that `constructor` or `toString` are never facts. Missing and undefined read as null. */
export function readParts(root: unknown, parts: readonly string[]): unknown {
  let value = root;
  for (const part of parts) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return null;
    value = (value as Record<string, unknown>)[part];
  }
  return value ?? null;
}

/** The fact at a dotted path, or null. */
export const readPath = (facts: unknown, path: string): unknown => readParts(facts, parsePath(path) ?? ['']);
