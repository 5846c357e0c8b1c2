import type { Issue, IssueCode } from '@tendril/protocol';

/** An issue as the collector reports it: the codes of bad input, and those of a server in trouble. */
export interface ServerIssue extends Omit<Issue, 'code'> {
  code: IssueCode | 'unavailable' | 'internal';
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
export const unavailable = (
  path: string,
  message: string,
  cure: string,
  retryAfterSeconds: number,
): Problem =>
  new Problem(503, [{ code: 'unavailable', path, message, cure }], {
    'retry-after': String(retryAfterSeconds),
  });

/** The collector can not start as it was told to. `path` of the issue is the flag, such as `--port`. */
export class SetupError extends Error {
  readonly issue: ServerIssue;

  constructor(issue: ServerIssue) {
    super(`${issue.message} ${issue.cure}`);
    this.name = 'SetupError';
    this.issue = issue;
  }
}

/** Text of anything that was thrown. */
export const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);
