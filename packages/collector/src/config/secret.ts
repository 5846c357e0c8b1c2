import type { ConfigIssue } from './read-config.js';

export type Env = Readonly<Record<string, string | undefined>>;

/** Thrown while a document is read; collected by whoever reads it. */
export class ConfigError extends Error {
  readonly issue: ConfigIssue;

  constructor(code: ConfigIssue['code'], path: string, message: string, cure: string) {
    super(message);
    this.issue = { code, path, message, cure };
  }
}

const FORM = /^env:([A-Za-z_]\w*)$/;

/**
 * The secret that `env:NAME` refers to. Files hold references only, so that they can be shown and kept in a repository.
 * Throws a `ConfigError`.
 */
export const resolveSecret = (reference: string, path: string, env: Env): string => {
  const name = FORM.exec(reference)?.[1];
  if (name === undefined) {
    const cure = 'Put the secret into an environment variable and write "env:ITS_NAME".';
    throw new ConfigError('value', path, 'is no reference to a secret', cure);
  }
  const value = env[name];
  if (value !== undefined && value !== '') return value;
  throw new ConfigError(
    'required',
    path,
    `refers to ${name}, which is not set`,
    `Set the environment variable ${name}.`,
  );
};
