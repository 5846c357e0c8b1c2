import type { FastifyInstance } from 'fastify';
import type { CheckedOptions } from '../options.js';
import { SetupError } from '../problem.js';

const explain = (error: NodeJS.ErrnoException, host: string, port: number): unknown => {
  const issue = (path: string, message: string, cure: string) =>
    new SetupError({ code: 'value', path, message, cure });
  switch (error.code) {
    case 'EADDRINUSE':
      return issue(
        '--port',
        `Port ${port} on ${host} is in use by another program.`,
        `Stop that program, or choose another port: --port ${port + 1}, or --port 0 for any free one.`,
      );
    case 'EACCES':
      return issue(
        '--port',
        `Port ${port} may not be used by this user.`,
        'Choose one above 1023: --port 4317',
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return issue(
        '--host',
        `This machine has no address ${host}.`,
        'Use --host 127.0.0.1, or 0.0.0.0 for all.',
      );
    default:
      return error;
  }
};

/**
 * Which of its addresses `localhost` is depends on the machine, and often it is `::1` alone. Fastify listens on all of
 * them, but not for a server that it was given: https://fastify.dev/docs/latest/Reference/Server/#listen.
 */
const addressOf = (host: string): string => (host === 'localhost' ? '127.0.0.1' : host);

/** Starts to listen. Resolves with the address; throws a `SetupError` that names the flag to change. */
export const listen = async (server: FastifyInstance, { host, port }: CheckedOptions): Promise<string> => {
  try {
    return await server.listen({ host: addressOf(host), port });
  } catch (error) {
    throw explain(error as NodeJS.ErrnoException, host, port);
  }
};
