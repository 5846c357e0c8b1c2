import type { ConfigIssue } from '../../config/read-config.js';
import { ConfigError } from '../../config/secret.js';
import { type SchemaError, schemaIssues } from '../../ingest/schema-issues.js';

interface Checker {
  Check(value: unknown): boolean;
  Errors(value: unknown): readonly SchemaError[];
}

/** Gathers everything that is wrong with a document, so that it is mended in one go. */
export interface IssueCollector {
  readonly issues: ConfigIssue[];
  /** True when the value fits; else says why, with paths below `path`. */
  fits(checker: Checker, value: unknown, path: string): boolean;
  /** What `read` gives; undefined when it throws a `ConfigError`, which is gathered. */
  attempt<Value>(read: () => Value): Value | undefined;
  add(issue: ConfigIssue): void;
}

const below = (path: string, inner: string): string =>
  inner === '' ? path : `${path}${inner.startsWith('[') ? '' : '.'}${inner}`;

export const collectIssues = (): IssueCollector => {
  const issues: ConfigIssue[] = [];
  return {
    issues,
    add: (issue) => void issues.push(issue),
    fits: (checker, value, path) => {
      if (checker.Check(value)) return true;
      const found = schemaIssues(checker.Errors(value), '');
      issues.push(...found.map((issue) => ({ ...issue, path: below(path, issue.path) })));
      return false;
    },
    attempt: (read) => {
      try {
        return read();
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        issues.push(error.issue);
        return undefined;
      }
    },
  };
};
