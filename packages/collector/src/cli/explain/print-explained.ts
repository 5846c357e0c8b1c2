import type { Explained, ExplainedNudge, ExplainedScore } from '@tendril/rules';
import { printCondition } from './print-condition.js';
import { printGates } from './print-gates.js';
import { printInstant } from './print-value.js';

/** What only a page knows. */
const FREE = 'that every place is there and free.';
const grantedOf = (hasLedger: boolean): string =>
  `It is taken as given ${hasLedger ? FREE : `that nothing was shown before, and ${FREE}`}`;

const headOf = ({ nudge, rev, show, ghost, reason }: ExplainedNudge): string => {
  if (show) return `${nudge} (rev ${rev}) shows`;
  return ghost
    ? `${nudge} (rev ${rev}) takes its place and draws nothing: ${reason}`
    : `${nudge} (rev ${rev}) does not show: ${reason}`;
};

const placeOf = ({ surface, stage, episode, arm }: ExplainedNudge): string =>
  [
    surface,
    ...(stage === '' ? [] : [`stage ${stage}`]),
    ...(episode === '' ? [] : [`episode ${episode}`]),
    ...(arm === undefined ? [] : [`arm ${arm}`]),
  ].join(', ');

const printNudge = (nudge: ExplainedNudge): string[] => [
  '',
  headOf(nudge),
  `  ${placeOf(nudge)}`,
  ...printCondition('who', nudge.who, '  '),
  ...nudge.stages.flatMap(({ id, ...condition }) => printCondition(`stage ${id}`, condition, '  ')),
  '  gates',
  ...printGates(nudge.gates, '    '),
];

const printScore = ({ name, points, parts }: ExplainedScore): string[] => [
  '',
  `score.${name} is ${points ?? 'unknown'}`,
  ...parts.flatMap(({ points: worth, ...condition }) => printCondition(`${worth} points`, condition, '  ')),
];

/** What was decided and why, for a terminal; `hasLedger` where it was said what was shown before. */
export const printExplained = ({ now, path, scores, nudges }: Explained, hasLedger: boolean): string => {
  const shown = nudges.filter(({ show }) => show).length;
  const head = `At ${printInstant(now)} on ${path}: ${shown} of ${nudges.length} ${nudges.length === 1 ? 'nudge' : 'nudges'} would show.`;
  return `${[head, grantedOf(hasLedger), ...scores.flatMap(printScore), ...nudges.flatMap(printNudge)].join('\n')}\n`;
};
