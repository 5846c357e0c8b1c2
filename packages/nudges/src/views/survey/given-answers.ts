import type { Answers, Json, SurveyStep } from '@tendril/protocol';

/** Nothing chosen, nothing written. */
export const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && !value.length);

/** Only answers on the way count: one that was given before going back and elsewhere is left out. */
export const answersOf = (steps: SurveyStep[], answers: Answers): Answers =>
  Object.fromEntries(steps.flatMap(({ id }) => (isEmpty(answers[id]) ? [] : [[id, answers[id] as Json]])));

/** Where each answer goes. */
export const traitsOf = (steps: SurveyStep[], answers: Answers): { [path: string]: Json } =>
  Object.fromEntries(
    steps.flatMap(({ id, trait }) => (trait && !isEmpty(answers[id]) ? [[trait, answers[id] as Json]] : [])),
  );
