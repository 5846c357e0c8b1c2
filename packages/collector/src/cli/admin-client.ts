import { messageOf, type ServerIssue } from '../problem.js';
import type { Flags, Input } from './command.js';
import { CommandError, type Terminal, UsageError } from './terminal.js';

/** Flags of commands that ask a running collector. */
export const REMOTE_FLAGS: Flags = {
  url: { value: 'URL', about: 'the collector (http://127.0.0.1:4317)' },
  'secret-key': { value: 'S', about: 'a secret key that may do this' },
};
export const REMOTE_ENVIRONMENT = {
  TENDRIL_URL: 'the collector, where --url is not given',
  TENDRIL_SECRET_KEY: 'the secret key, where --secret-key is not given',
};

/** A running collector, seen from the command line. Throws a `CommandError` with what it answers. */
export interface AdminClient {
  get<Reply>(path: string): Promise<Reply>;
  post<Reply>(path: string, body: object): Promise<Reply>;
  /** Text of the reply, piece by piece. */
  stream(path: string, body: object): Promise<AsyncIterable<string>>;
}

const urlOf = (input: Input, { env }: Terminal): string => {
  const url = input.value('url') ?? env.TENDRIL_URL ?? 'http://127.0.0.1:4317';
  if (URL.canParse(url)) return url.replace(/\/$/, '');
  throw new UsageError(`--url ${url} is not an address. Give one like http://127.0.0.1:4317`);
};

/** Whatever answers there, it is no collector, or something stands in front of it. */
const foreign = (status: number, text: string): CommandError => {
  const message = `The answer is ${status}, and not of a collector: ${text.slice(0, 80)}`;
  return new CommandError([
    { code: 'value', path: '--url', message, cure: 'Name the address of a collector: --url' },
  ]);
};

const brokeOff = (error: unknown): CommandError => {
  const message = `The answer broke off: ${messageOf(error)}.`;
  const cure = 'Run it again: what came of it is not whole. The log of the collector says what happened.';
  return new CommandError([{ code: 'unavailable', path: '--url', message, cure }]);
};

const textOf = (response: Response): Promise<string> =>
  response.text().catch((error: unknown) => {
    throw brokeOff(error);
  });

const parsed = async <Reply>(response: Response): Promise<Reply> => {
  const text = await textOf(response);
  try {
    return JSON.parse(text) as Reply;
  } catch {
    throw foreign(response.status, text);
  }
};

const refusal = async (response: Response): Promise<CommandError> => {
  const { error, issues = [] } = await parsed<{ error?: ServerIssue; issues?: ServerIssue[] }>(response);
  return error?.cure === undefined
    ? foreign(response.status, JSON.stringify(error))
    : new CommandError([error, ...issues.slice(1)]);
};

const LINES = 'application/x-ndjson';

async function* piecesOf(response: Response): AsyncGenerator<string> {
  try {
    yield* (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream());
  } catch (error) {
    throw brokeOff(error);
  }
}

/** Takes address and key from flags or the environment. */
export const adminClient = (input: Input, terminal: Terminal): AdminClient => {
  const url = urlOf(input, terminal);
  const key = input.value('secret-key') ?? terminal.env.TENDRIL_SECRET_KEY ?? '';
  const ask = async (method: string, path: string, body?: object): Promise<Response> => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const response = await fetch(url + path, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      const why = messageOf(error instanceof Error && error.cause ? error.cause : error);
      const message = `No collector answers at ${url}: ${why}.`;
      throw new CommandError([
        {
          code: 'unavailable',
          path: '--url',
          message,
          cure: 'Start one (tendril serve), or name another: --url',
        },
      ]);
    });
    if (!response.ok) throw await refusal(response);
    return response;
  };
  return {
    get: async <Reply>(path: string) => parsed<Reply>(await ask('GET', path)),
    post: async <Reply>(path: string, body: object) => parsed<Reply>(await ask('POST', path, body)),
    stream: async (path, body) => {
      const response = await ask('POST', path, body);
      if (response.headers.get('content-type')?.startsWith(LINES)) return piecesOf(response);
      throw foreign(response.status, await textOf(response));
    },
  };
};
