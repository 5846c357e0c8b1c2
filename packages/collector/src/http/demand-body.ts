import { type SchemaError, schemaIssues } from '../ingest/schema-issues.js';
import { Problem, problem } from '../problem.js';

interface Checker {
  Check(value: unknown): boolean;
  Errors(value: unknown): readonly SchemaError[];
}

/** The body of a request of the operator's side. Throws a `Problem` (400) with all that is wrong with it. */
export const demandBody = <Body>(checker: Checker, body: unknown): Body => {
  if (checker.Check(body)) return body as Body;
  const [first, ...rest] = schemaIssues(checker.Errors(body), 'body');
  throw first
    ? new Problem(400, [first, ...rest])
    : problem(400, 'type', 'body', 'The body is not what this route takes.', 'Send a JSON object.');
};
