/** SQLite's codes for what was given to it: too big, against a constraint, of the wrong type, out of range. */
const SQLITE = new Set([18, 19, 20, 25]);
/** PostgreSQL's classes for the same: data exception, integrity constraint, program limit. */
const POSTGRES = /^(22|23|54)...$/;

/**
 * Whether a store failed because of what it was given, and not because of how it is just now: the same would fail
 * again, also when the disk has room and the database is there.
 */
export const isOfTheValues = (error: unknown): boolean => {
  if (error instanceof TypeError || error instanceof RangeError) return true;
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  // Of an extended code the last byte is the plain one: https://sqlite.org/rescode.html
  if (code === 'ERR_SQLITE_ERROR') return SQLITE.has(Number(errcode) & 0xff);
  return typeof code === 'string' && POSTGRES.test(code);
};
