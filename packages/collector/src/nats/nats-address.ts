import { SetupError } from '../problem.js';

/** What `nats://user:password@one:4222,two:4222?stream=TENDRIL&replicas=3` says. */
export interface NatsAddress {
  /** `host:port` of each server that was named. The client learns of the others by itself. */
  servers: string[];
  user?: string;
  password?: string;
  token?: string;
  isTls: boolean;
  /** Name of the stream, and of what lies beside it. */
  stream: string;
  replicas: number;
  /** Most bytes that the stream may hold; 0 is as many as the servers allow. */
  maxBytes: number;
}

const DEFAULTS = { stream: 'TENDRIL', replicas: 3, port: 4222 };
const SHAPE = /^(nats|tls):\/\/(?:(?<auth>[^@]*)@)?(?<hosts>[^/?#]+)\/?(?:\?(?<query>.*))?$/;

const refuse = (message: string): never => {
  const cure = 'Write it like nats://one:4222,two:4222,three:4222?stream=TENDRIL&replicas=3';
  throw new SetupError({ code: 'value', path: '--log', message, cure });
};

const wholeNumber = (query: URLSearchParams, name: string, otherwise: number): number => {
  const text = query.get(name);
  if (text === null) return otherwise;
  return /^\d{1,15}$/.test(text) ? Number(text) : refuse(`${name}=${text} is not a whole number.`);
};

/** One word is a token; with a colon it is a user and a password. */
const credentials = (auth: string | undefined): Pick<NatsAddress, 'user' | 'password' | 'token'> => {
  if (!auth) return {};
  const [first = '', ...rest] = auth.split(':').map(decodeURIComponent);
  return rest.length === 0 ? { token: first } : { user: first, password: rest.join(':') };
};

/** Reads the address of a NATS cluster. Throws a `SetupError`, which never repeats a password. */
export const parseNatsAddress = (text: string): NatsAddress => {
  const { auth, hosts, query: tail = '' } = SHAPE.exec(text)?.groups ?? {};
  if (hosts === undefined) return refuse('The address of the log can not be read.');
  const query = new URLSearchParams(tail);
  const stream = query.get('stream') ?? DEFAULTS.stream;
  if (!/^[\w-]{1,32}$/.test(stream)) refuse(`stream=${stream} is not a name of letters, digits, - and _.`);
  return {
    servers: hosts.split(',').map((host) => (/:\d+$/.test(host) ? host : `${host}:${DEFAULTS.port}`)),
    ...credentials(auth),
    isTls: text.startsWith('tls:'),
    stream,
    replicas: wholeNumber(query, 'replicas', DEFAULTS.replicas),
    maxBytes: wholeNumber(query, 'max-bytes', 0),
  };
};
