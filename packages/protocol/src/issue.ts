/** What can be wrong with input, as a closed list that programs may switch on. */
export type IssueCode =
  | 'type'
  | 'required'
  | 'unknown-key'
  | 'unknown-operator'
  | 'value'
  | 'limit'
  | 'duplicate'
  | 'group'
  | 'path'
  | 'regex'
  | 'duration'
  | 'score'
  | 'template'
  | 'overlap'
  | 'unreachable'
  | 'cover'
  | 'headroom'
  | 'buyer'
  | 'version'
  | 'json'
  | 'auth'
  | 'encoding';

/** An error as data: what, where (a path such as `nudges[0].who.$and`), and what to do about it. */
export interface Issue {
  code: IssueCode;
  path: string;
  message: string;
  cure: string;
}

/** Makes an issue; only for brevity at the many places that report one. */
export const issue = (code: IssueCode, path: string, message: string, cure: string): Issue => ({
  code,
  path,
  message,
  cure,
});
