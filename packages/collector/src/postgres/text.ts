import { createHash } from 'node:crypto';

/** Three keys of this length fit into one entry of an index, whatever letters they have. */
const KEY_CHARS = 200;

/**
 * Text for a column. PostgreSQL takes no NUL, and somebody will send one: it is kept as JSON writes it between the
 * quotes. Most texts come out as they are.
 */
export const toText = (text: string): string => JSON.stringify(text).slice(1, -1);

export const fromText = (text: unknown): string => JSON.parse(`"${String(text)}"`) as string;

/** Text for a column that is looked up: one that is too long for an index is known by its hash. */
export const toKey = (text: string): string => {
  const key = toText(text);
  return key.length <= KEY_CHARS ? key : `sha256:${createHash('sha256').update(key).digest('hex')}`;
};
