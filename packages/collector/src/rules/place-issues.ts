import type { Issue } from '@tendril/protocol';
import { lineOf } from '@tendril/rules';
import { lineOfSyntaxError } from './line-of-syntax-error.js';
import type { RulesetFile } from './ruleset-file.js';

/** An issue with the line (from 1) on which its path stands; none where the file can not be read. */
export interface PlacedIssue extends Issue {
  line?: number;
}

const lineIn = (text: string, { code, path }: Issue): number =>
  code === 'json' ? lineOfSyntaxError(text) : lineOf(text, path);

/** Issues with their lines, in the order of the text. What is said twice, as of a segment that two rules use, is one. */
export const placeIssues = ({ text }: RulesetFile, issues: readonly Issue[]): PlacedIssue[] => {
  const once = new Map(issues.map((one) => [JSON.stringify([one.path, one.message]), one]));
  const placed = [...once.values()].map((one) => ({
    ...one,
    ...(text !== undefined && { line: lineIn(text, one) }),
  }));
  return placed.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
};
