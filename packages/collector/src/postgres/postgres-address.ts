import { SetupError } from '../problem.js';

/** What `postgres://user:password@one:5432,two:5432/database?schema=tendril` says. */
export interface PostgresAddress {
  /** For the client, one for each server that was named, without what is ours. */
  urls: string[];
  /** `one:5432,two:5432/database`, for messages: without the password. */
  where: string;
  schema: string;
}

/** Scheme and credentials, the servers, the rest. */
const SHAPE = /^(?<begin>postgres(?:ql)?:\/\/(?:[^/?#]*@)?)(?<hosts>[^/?#@]*)(?<rest>.*)$/s;
/** What a client of several servers looks for, in PostgreSQL's own words: here there is no choice. */
const WANTED = 'target_session_attrs';
const WRITABLE = ['read-write', 'primary'];

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

const readUrls = (text: string): [URL, ...URL[]] => {
  const { begin, hosts, rest } = SHAPE.exec(text)?.groups ?? {};
  if (hosts === undefined) return refuse(`${readUrl(text).protocol} is no address of PostgreSQL.`);
  const [first = '', ...others] = hosts.split(',').map((host) => `${begin}${host}${rest}`);
  return [readUrl(first), ...others.map(readUrl)];
};

const schemaOf = ({ searchParams }: URL): string => {
  const schema = searchParams.get('schema') ?? 'tendril';
  // Short, because names of schemas beside it are made from it, and PostgreSQL cuts names at 63 letters.
  if (!/^[a-z_][a-z0-9_]{0,39}$/.test(schema)) {
    refuse(`schema=${schema} is not a name of small letters, digits and _.`);
  }
  return schema;
};

const demandWritable = ({ searchParams }: URL): void => {
  const wanted = searchParams.get(WANTED) ?? 'read-write';
  if (!WRITABLE.includes(wanted)) refuse(`${WANTED}=${wanted} finds servers that take no writes.`);
};

/** Reads the address of a database. Throws a `SetupError`, which never repeats a password. */
export const parsePostgresAddress = (text: string): PostgresAddress => {
  const urls = readUrls(text);
  const [first] = urls;
  const schema = schemaOf(first);
  demandWritable(first);
  for (const { searchParams } of urls) for (const own of ['schema', WANTED]) searchParams.delete(own);
  const hosts = urls.map(({ hostname, port }) => `${hostname}:${port || '5432'}`);
  return { urls: urls.map(({ href }) => href), where: `${hosts.join(',')}${first.pathname}`, schema };
};
