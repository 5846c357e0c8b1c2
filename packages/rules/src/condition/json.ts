export const isArray = Array.isArray;

export const isText = (value: unknown): value is string => typeof value === 'string';

export const isObject = (value: unknown): value is Record<string, unknown> =>
  Object(value) === value && !isArray(value);

/** Text, number, boolean or null; not undefined, which code may write and JSON can not. */
export const isScalar = (value: unknown): value is string | number | boolean | null =>
  value !== undefined && Object(value) !== value;

/** The entry of a table, looked up as an own property: a document can not reach `constructor`. */
export const own = <T>(table: { readonly [name: string]: T } | undefined, name: unknown): T | undefined =>
  table && Object.hasOwn(table, name as string) ? table[name as string] : undefined;

/** The number that a number or a numeric string stands for; NaN for all else. */
export const numeric = (value: unknown): number =>
  typeof value === 'number' || (isText(value) && value.trim()) ? Number(value) : Number.NaN;
