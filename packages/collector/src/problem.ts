import type { Issue, IssueCode } from '@tendril/protocol';

/** Why a token was refused. A client that reads `token-expired` asks the host's backend for another one. */
export type TokenCode =
  | 'token-missing'
  | 'token-malformed'
  | 'token-signature'
  | 'token-expired'
  | 'token-early'
  | 'token-audience'
  | 'token-issuer'
  | 'token-claims'
  | 'token-key';

/** An issue as the collector reports it: the codes of bad input, and those of a server in trouble. */
export interface ServerIssue extends Omit<Issue, 'code'> {
  code: IssueCode | TokenCode | 'unavailable' | 'internal' | 'rate' | 'scope' | 'conflict' | 'not-found';
}

/**
 * A refusal on its way to the one place that writes error replies. `status` is that of HTTP; the first issue is
 * the reply's `error`, and all of them are its `issues` when there is more than one.
 */
export class Problem extends Error {
  readonly status: number;
  readonly issues: readonly [ServerIssue, ...ServerIssue[]];
  readonly headers: Record<string, string>;

  constructor(status: number, issues: [ServerIssue, ...ServerIssue[]], headers: Record<string, string> = {}) {
    super(issues[0].message);
    this.name = 'Problem';
    this.status = status;
    this.issues = issues;
    this.headers = headers;
  }
}

/** A refusal for one reason. */
export const problem = (
  status: number,
  code: ServerIssue['code'],
  path: string,
  message: string,
  cure: string,
): Problem => new Problem(status, [{ code, path, message, cure }]);

/** The collector can not take this now and will be able to later: 503 with `Retry-After`. */
export const unavailable = (issue: ServerIssue, retryAfterSeconds: number): Problem =>
  new Problem(503, [issue], { 'retry-after': String(retryAfterSeconds) });

/** Too many requests in a minute: 429 with `Retry-After`. `who` is what the limit counts by. */
export const tooMany = (path: string, who: string, perMinute: number, retryAfterSeconds: number): Problem => {
  const message = `More than ${perMinute} requests in a minute come from this ${who}.`;
  const cure = 'Send fewer requests with more events each; Retry-After says when the next one is taken.';
  return new Problem(429, [{ code: 'rate', path, message, cure }], {
    'retry-after': String(retryAfterSeconds),
  });
};

/**
 * The collector can not start as it was told to. `path` of the issue is the flag, such as `--port`, or the place in a
 * file; of several, `issue` is the first.
 */
export class SetupError extends Error {
  readonly issue: ServerIssue;
  readonly issues: readonly [ServerIssue, ...ServerIssue[]];

  constructor(issue: ServerIssue, ...more: ServerIssue[]) {
    super([issue, ...more].map(({ message, cure }) => `${message} ${cure}`).join('\n'));
    this.name = 'SetupError';
    this.issue = issue;
    this.issues = [issue, ...more];
  }
}

/** Text of anything that was thrown. */
export const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);
