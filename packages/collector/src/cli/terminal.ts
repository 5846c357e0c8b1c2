import type { ServerIssue } from '../problem.js';

/** What the command line needs of the process it runs in. */
export interface Terminal {
  /** Of the package. */
  version: string;
  env: Readonly<Record<string, string | undefined>>;
  print(text: string): void;
  /** To standard error. */
  complain(text: string): void;
  /** Where progress is drawn: standard error. */
  screen: NodeJS.WritableStream;
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves when the process is asked to end. */
  untilStopped(): Promise<void>;
}

/** Exit codes: the command line itself is wrong, or what it asks for can not be done or was found to be wrong. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/** The command line is wrong. The message says what, and the cure. */
export class UsageError extends Error {}

/** What was asked for can not be done. */
export class CommandError extends Error {
  readonly issues: readonly [ServerIssue, ...ServerIssue[]];

  constructor(issues: readonly [ServerIssue, ...ServerIssue[]]) {
    super(
      issues
        .map(({ path, message, cure }) => {
          const said = `${path === '' ? '' : `${path}: `}${message}`;
          // Some messages are sentences, and some go on from the path.
          return `${/[.!?]$/.test(said) ? said : `${said}.`} ${cure}`;
        })
        .join('\n'),
    );
    this.issues = issues;
  }
}
