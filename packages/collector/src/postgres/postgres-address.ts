import { SetupError } from '../problem.js';

/** What `postgres://user:password@host:5432/database?schema=tendril` says. */
export interface PostgresAddress {
  /** For the client, without what is ours. */
  url: string;
  /** `host:port/database`, for messages: without the password. */
  where: string;
  schema: string;
}

const refuse = (message: string): never => {
  const cure = 'Write it like postgres://USER:PASSWORD@HOST:5432/DATABASE?schema=tendril';
  throw new SetupError({ code: 'value', path: '--store', message, cure });
};

const readUrl = (text: string): URL => {
  try {
    return new URL(text);
  } catch {
    return refuse('The address of the store can not be read.');
  }
};

/** Reads the address of a database. Throws a `SetupError`, which never repeats a password. */
export const parsePostgresAddress = (text: string): PostgresAddress => {
  const url = readUrl(text);
  if (!['postgres:', 'postgresql:'].includes(url.protocol))
    refuse(`${url.protocol} is no address of PostgreSQL.`);
  const schema = url.searchParams.get('schema') ?? 'tendril';
  // Short, because names of schemas beside it are made from it, and PostgreSQL cuts names at 63 letters.
  if (!/^[a-z_][a-z0-9_]{0,39}$/.test(schema)) {
    refuse(`schema=${schema} is not a name of small letters, digits and _.`);
  }
  url.searchParams.delete('schema');
  return { url: url.href, where: `${url.hostname}:${url.port || '5432'}${url.pathname}`, schema };
};
