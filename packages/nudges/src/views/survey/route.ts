import type { Answers, Survey, SurveyStep } from '@tendril/protocol';
import { compile } from '@tendril/rules';

/** Does a jump's condition hold of the answers? One that can not be told does not. */
const holds = (condition: object, answers: Answers): boolean =>
  compile(condition, {}).test?.({ answer: answers }, 0) === true;

/** The step after one, by its jumps and what was answered; undefined at the end. */
export function stepAfter({ steps }: Survey, id: string, answers: Answers): SurveyStep | undefined {
  const at = steps.findIndex((step) => step.id === id);
  const jump = steps[at]?.next?.find((one) => holds(one.if ?? {}, answers));
  // A jump back would have no end; the check refuses it.
  return jump ? steps.slice(at + 1).find((step) => step.id === jump.to) : steps[at + 1];
}

/** Steps from one to the end, as far as the answers tell, itself included. */
export function stepsLeft(survey: Survey, id: string, answers: Answers): number {
  const next = stepAfter(survey, id, answers);
  return next ? 1 + stepsLeft(survey, next.id, answers) : 1;
}
