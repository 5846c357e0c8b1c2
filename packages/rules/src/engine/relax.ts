/** Two hundredths of a ratio: more than a seat that is taken and given back makes. */
export const MARGIN = 0.02;

/**
 * A condition that holds a little longer: every comparison of a ratio (a path that ends in `.ratio`, or `$ratio`) gives
 * way by `margin`, those under a negation the other way round. All else stays as it is.
 */
export function relax(value: unknown, margin: number, isRatio = false): unknown {
  if (Array.isArray(value)) return value.map((one) => relax(one, margin, isRatio));
  if (typeof value !== 'object' || !value) return value;
  const relaxed = Object.entries(value).map(([key, inner]) => {
    // At least gives way to less, at most to more.
    if (isRatio && typeof inner === 'number' && /^\$[gl]te?$/.test(key))
      return [key, key[1] === 'g' ? inner - margin : inner + margin];
    const isTurned = /^\$no[tr]$/.test(key);
    return [key, relax(inner, isTurned ? -margin : margin, isRatio || /(\$|\.)ratio$/.test(key))];
  });
  return Object.fromEntries(relaxed);
}

/** Whether relaxing could change a condition at all. */
export const hasRatio = (condition: unknown): boolean => /ratio"/.test(JSON.stringify(condition));
