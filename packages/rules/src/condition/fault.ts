import type { IssueCode } from '@tendril/protocol';

/** What is wrong with a condition, as terse as a browser can carry it; `describeFault` makes a full issue of it. */
export interface Fault {
  code: IssueCode;
  path: string;
  /** What code and path do not say. */
  detail?: string;
}
