import { isArray, isObject, own } from '../condition/json.js';

type Segments = { readonly [name: string]: unknown };

/** Two hundredths of a ratio: more than a seat that is taken and given back makes. */
export const MARGIN = 0.02;

/**
 * A condition that holds a little longer: every comparison of a ratio (a path that ends in `.ratio`, or `$ratio`) gives
 * way by `margin`, those under a negation the other way round. A segment is written out. All else stays as it is.
 */
export function relax(value: unknown, margin: number, segments: Segments = {}, isRatio = false): unknown {
  if (isArray(value)) return value.map((one) => relax(one, margin, segments, isRatio));
  if (!isObject(value)) return value;
  const { $segment, ...rest } = value;
  const found = own(segments, $segment);
  if (found)
    // One that names itself stays as it is, and is rejected.
    return { $and: relax([rest, found], margin, { ...segments, [$segment as string]: undefined }) };
  const relaxed = Object.entries(value).map(([key, inner]) => {
    // At least gives way to less, at most to more.
    if (isRatio && typeof inner === 'number' && /^\$[gl]te?$/.test(key))
      return [key, key[1] === 'g' ? inner - margin : inner + margin];
    const isTurned = /^\$no[tr]$/.test(key);
    return [key, relax(inner, isTurned ? -margin : margin, segments, isRatio || /[$.]ratio$/.test(key))];
  });
  return Object.fromEntries(relaxed);
}

/** Whether relaxing could change a condition at all. */
export const hasRatio = (condition: unknown): boolean => /ratio"|\$segment/.test(JSON.stringify(condition));
