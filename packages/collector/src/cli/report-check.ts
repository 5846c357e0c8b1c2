import { type PlacedIssue, placeIssues } from '../rules/place-issues.js';
import type { RulesetFile } from '../rules/ruleset-file.js';
import type { Outcome } from './command.js';
import { issueBlocks } from './issue-blocks.js';

const some = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const verdict = (issues: PlacedIssue[], warnings: PlacedIssue[], isStrict: boolean): string => {
  if (issues.some(({ line }) => line === undefined)) return 'can not be checked.';
  if (issues.length > 0) return `is not sound: ${some(issues.length, 'mistake')}.`;
  if (warnings.length === 0) return 'is sound.';
  return `is sound, with ${some(warnings.length, 'warning')}${isStrict ? ', which --strict does not let pass' : ''}.`;
};

/** What is to be said of a ruleset file: every mistake, and where there is none every warning. */
export const reportCheck = (file: string, checked: RulesetFile, isStrict = false): Outcome => {
  const issues = placeIssues(checked, checked.issues);
  const warnings = placeIssues(checked, checked.warnings ?? []);
  const said = verdict(issues, warnings, isStrict);
  return {
    text: `${file} ${said}\n${issueBlocks(file, [...issues, ...warnings])}`,
    json: { file, isSound: issues.length === 0, issues, warnings },
    isBad: issues.length > 0 || (isStrict && warnings.length > 0),
  };
};
