/** What the command line needs of the process it runs in. */
export interface Terminal {
  /** Of the package. */
  version: string;
  env: Readonly<Record<string, string | undefined>>;
  print(text: string): void;
  /** To standard error. */
  complain(text: string): void;
  /** Resolves when the process is asked to end. */
  untilStopped(): Promise<void>;
}

/** Exit codes: the command line itself is wrong, or what it asks for can not be done. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/** The command line is wrong. The message says what, and the cure. */
export class UsageError extends Error {}
