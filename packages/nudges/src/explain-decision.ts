import type { Explanation } from '@tendril/core';
import type { Decision, GateName } from '@tendril/rules';

/** Each reason as the end of the sentence "It does not show, because …". */
const BECAUSE: { [gate in GateName]: string } = {
  invalid: 'the rule is defective',
  paused: 'it is paused',
  schedule: 'its schedule does not include now',
  who: 'the facts do not satisfy `who`',
  stage: 'no stage holds',
  trigger: 'none of its triggers has fired on this page',
  stopped: 'it has reached what it was for',
  never: 'the person asked never to see it again',
  snoozed: 'the person asked to be reminded later',
  episode: 'the person dismissed this episode',
  max: 'it has been shown as often as its own cap allows',
  cooldown: 'its rest after the last showing is not over',
  'category-cap': 'its category has been shown as often as the policy allows',
  'global-cap': 'nudges have been shown as often as the policy allows',
  gap: 'another nudge was shown a short while ago',
  page: 'this page is not among its pages',
  'surface-missing': 'the place it goes to is not on the page',
  'surface-busy': 'another nudge holds its place',
  'identity-pending': 'it is not known yet who is here',
  'render-error': 'it could not be drawn: its texts or its view are broken',
  'lower-priority': 'another nudge with a higher priority takes its place',
  holdout: 'this person is in the control group',
};

/** A decision as `tendril.explain()` gives it. */
export function explainDecision({ nudge, show, reason, gates }: Decision): Explanation {
  const summary = reason === 'shown' ? 'It shows.' : `It does not show, because ${BECAUSE[reason]}.`;
  return { nudge, shown: show, reason, summary, gates };
}

/** For an id that the ruleset does not hold, or holds in a defective state. */
export const explainAbsence = (nudge: string, fault: string | undefined): Explanation => ({
  nudge,
  shown: false,
  reason: fault ? 'invalid' : 'unknown',
  summary: fault
    ? `It does not show, because ${BECAUSE.invalid}: ${fault}`
    : `The ruleset has no nudge ${nudge}.`,
  gates: [],
});
