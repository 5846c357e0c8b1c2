const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:\n]|[^\s{}[\],:"]+/g;
/** Deeper than any sound document; what is deeper shares the line of what holds it. */
const MAX_DEPTH = 64;

/** An object or list that is being read: where it stands, and what stands in it now. */
interface Place {
  path: string;
  /** Index in a list; undefined in an object. */
  index: number | undefined;
  key: string;
}

const inner = ({ path, index, key }: Place): string =>
  index !== undefined ? `${path}[${index}]` : path ? `${path}.${key}` : key;

/** The line on which each value begins, by its path: an object's members begin with their key. */
function readLines(source: string): Map<string, number> {
  const lines = new Map([['', 1]]);
  const places: Place[] = [];
  let depth = 0;
  let line = 1;
  let last = '';
  for (const [token] of source.matchAll(TOKEN)) {
    if (token === '\n') {
      line += 1;
      continue;
    }
    const place = places.at(-1);
    if (place?.index !== undefined && token !== ']' && token !== ',' && depth === places.length)
      if (!lines.has(inner(place))) lines.set(inner(place), line);
    if (token === '{' || token === '[') {
      depth += 1;
      if (depth <= MAX_DEPTH)
        places.push({ path: place ? inner(place) : '', index: token === '[' ? 0 : undefined, key: '' });
    } else if (token === '}' || token === ']') {
      if (depth === places.length) places.pop();
      depth -= 1;
    } else if (place && depth === places.length) {
      if (token === ',' && place.index !== undefined) place.index += 1;
      if (token === ':' && place.index === undefined) {
        place.key = JSON.parse(last);
        if (!lines.has(inner(place))) lines.set(inner(place), line);
      }
    }
    last = token;
  }
  return lines;
}

/**
 * The line (from 1) of a JSON text on which stands what an issue's path names, such as `nudges[0].who.$and[1]`. For
 * something that is missing, the line of what lacks it. The text must be JSON.
 */
export function lineOf(source: string, path: string): number {
  const lines = readLines(source);
  for (let at = path; at; at = at.slice(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['), 0))) {
    const line = lines.get(at);
    if (line !== undefined) return line;
  }
  return 1;
}
