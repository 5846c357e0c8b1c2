import { messageOf, Problem, type ServerIssue, SetupError, unavailable } from '../problem.js';
import type { PostgresAddress } from './postgres-address.js';

const RETRY_SECONDS = 5;

const codeOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : '';
};

/** Whether it is the server or the way to it, and not the statement, that is in trouble. */
export const isTrouble = (error: unknown): boolean => {
  const code = codeOf(error);
  const ofServer = /^(08|53|57P|25006)/.test(code);
  const ofNetwork = /^E[A-Z]+$/.test(code);
  return ofServer || ofNetwork || /terminated|timeout|ended/i.test(messageOf(error));
};

/** What a request is told while the database can not be asked: 503, and to come again. */
export const storeUnavailable = (error: unknown, { where }: PostgresAddress): Problem =>
  unavailable(
    {
      code: 'unavailable',
      path: 'collector.store',
      message: `PostgreSQL at ${where} can not be asked: ${messageOf(error)}.`,
      cure: 'Send it again when Retry-After says. The operator looks at that server.',
    },
    RETRY_SECONDS,
  );

/** Codes of PostgreSQL, and of the network, for what a setup can have wrong. */
const SETUP: [code: RegExp, what: string, cure: string][] = [
  [
    /^28/,
    'refuses this user or password',
    'Give the right ones: postgres://USER:PASSWORD@HOST:5432/DATABASE',
  ],
  [/^3D000/, 'has no such database', 'Make it with createdb, or name another one.'],
  [/^42501/, 'does not let this user make tables', 'Run: GRANT CREATE ON DATABASE name TO user;'],
];

/** Why a database can not be used, as the operator is told. */
export const explainSetup = (error: unknown, { where }: PostgresAddress): SetupError => {
  if (error instanceof SetupError) return error;
  const known = SETUP.find(([code]) => code.test(codeOf(error)));
  const issue = (code: ServerIssue['code'], message: string, cure: string): SetupError =>
    new SetupError({ code, path: '--store', message, cure });
  if (known) return issue('value', `PostgreSQL at ${where} ${known[1]}.`, known[2]);
  // Trouble on the way names the server already.
  const message =
    error instanceof Problem
      ? error.message
      : `PostgreSQL at ${where} can not be used: ${messageOf(error) || codeOf(error)}.`;
  const cure = 'Start it, or name where it listens: --store postgres://USER:PASSWORD@HOST:5432/DATABASE';
  return issue('unavailable', message, cure);
};
