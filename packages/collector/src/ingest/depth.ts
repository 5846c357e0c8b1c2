/** Levels of nesting. Far above what events have, far below what exhausts the stack of JSON.stringify. */
export const MAX_DEPTH = 64;

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;

export const isDeeper = (value: unknown, levels = MAX_DEPTH): boolean =>
  isNested(value) && (levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1)));

/** What stands for levels that were cut off. */
export const CUT = '(nested too deep: the log has it whole)';

const cut = (value: unknown, levels: number): unknown => {
  if (!isNested(value)) return value;
  if (levels === 0) return CUT;
  if (Array.isArray(value)) return value.map((inner) => cut(inner, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cut(inner, levels - 1)]));
};

/** The value as it may be kept: one that is nested too deep could not be written down again. */
export const cutDepth = (value: unknown, levels = MAX_DEPTH): unknown =>
  isDeeper(value, levels) ? cut(value, levels) : value;
