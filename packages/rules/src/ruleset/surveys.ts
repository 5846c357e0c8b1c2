import { type Issue, issue, type Ruleset, type Survey, type SurveyStep } from '@tendril/protocol';
import { duplicates } from './duplicates.js';

function options({ kind, options = [] }: SurveyStep, at: string): Issue[] {
  if (kind !== 'single' && kind !== 'multiple') return [];
  if (!options.length)
    return [issue('required', `${at}.options`, 'is missing', 'list what a person may choose')];
  const values = options.map(({ value }) => ({ id: String(value) }));
  return duplicates(values, `${at}.options`);
}

function scale({ kind, min = 0, max = 10 }: SurveyStep, at: string): Issue[] {
  if (kind !== 'scale' || (min < max && max - min <= 10)) return [];
  return [issue('value', `${at}.max`, `is not 1 to 10 above ${min}`, 'use a scale of 2 to 11 steps')];
}

/** A jump leads to a later step: a survey that goes round has no end. */
function jumps({ steps }: Survey, at: string): Issue[] {
  return steps.flatMap(({ next = [] }, index) =>
    next.flatMap(({ to }, which) => {
      const target = steps.findIndex(({ id }) => id === to);
      if (to === 'end' || target > index) return [];
      const path = `${at}.steps[${index}].next[${which}].to`;
      const later = steps.slice(index + 1).map(({ id }) => id);
      const message = target < 0 ? `there is no step ${to}` : `${to} does not come later`;
      return [issue('value', path, message, `use one of ${[...later, 'end'].join(', ')}`)];
    }),
  );
}

/** What a schema can not say of a survey: options where there is a choice, and jumps that lead on. */
export const surveys = ({ nudges }: Ruleset): Issue[] =>
  nudges.flatMap(({ what: { survey } }, index) => {
    const at = `nudges[${index}].what.survey`;
    if (!survey) return [];
    return [
      ...duplicates(survey.steps, `${at}.steps`),
      ...survey.steps.flatMap((step, which) => [
        ...options(step, `${at}.steps[${which}]`),
        ...scale(step, `${at}.steps[${which}]`),
      ]),
      ...jumps(survey, at),
    ];
  });
