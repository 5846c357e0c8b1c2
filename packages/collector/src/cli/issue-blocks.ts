import type { PlacedIssue } from '../rules/place-issues.js';
import { wrapText } from './wrap-text.js';

/** `rules.json:12`, as editors and terminals open it. */
const placeOf = (file: string, { line }: PlacedIssue): string =>
  line === undefined ? file : `${file}:${line}`;

const bodyOf = ({ message, cure }: PlacedIssue): string =>
  [...wrapText(message, '    '), ...wrapText(`Cure: ${cure}`, '    ')].map((line) => `${line}\n`).join('');

/** A block for every path that has an issue: where it stands, what is wrong, and the cure. */
export const issueBlocks = (file: string, issues: readonly PlacedIssue[]): string => {
  const byPath = new Map<string, PlacedIssue[]>();
  for (const issue of issues) byPath.set(issue.path, [...(byPath.get(issue.path) ?? []), issue]);
  const blocks = [...byPath].map(([path, [first, ...rest]]) =>
    first ? `\n${`${placeOf(file, first)} ${path}`.trimEnd()}\n${[first, ...rest].map(bodyOf).join('')}` : '',
  );
  return blocks.join('');
};
