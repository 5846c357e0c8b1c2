import type { Decision, GateName } from '@tendril/rules';

/** Each reason as the end of the sentence "It does not show, because …". */
const BECAUSE: { [gate in GateName]: string } = {
  invalid: 'the rule is defective',
  paused: 'it is paused',
  schedule: 'it is not scheduled for now',
  who: 'the facts do not satisfy `who`, or are not known',
  stage: 'no stage holds',
  trigger: 'nothing on this page has triggered it',
  delay: 'it waits a little after what triggered it',
  stale: 'what triggered it was too long ago',
  holdout: 'this person or account is in the control group',
  stopped: 'its goal, its button, an answer or a dismissal has ended it',
  never: 'the person never wants to see it again',
  snoozed: 'the person wants to see it later',
  episode: 'the person dismissed it',
  max: 'it was shown often enough',
  cooldown: 'it was shown a short while ago',
  'category-cap': 'its category was shown often enough',
  'global-cap': 'nudges were shown often enough',
  gap: 'another nudge was shown a short while ago',
  page: 'this page is not one of its pages',
  'surface-busy': 'another nudge holds its place',
  'lower-priority': 'another nudge takes its place',
  'host-modal': 'the page shows a dialog',
  'identity-pending': 'it is not known yet who is here',
  'hidden-tab': 'nobody sees the page',
  'surface-missing': 'its place is not on the page',
  'surface-late': 'its place came too late',
  'surface-hidden': 'its place can not be seen',
  'surface-ambiguous': 'its place is on the page more than once',
  'fact-missing': 'its text names a fact that is not known',
  'render-error': 'it could not be drawn',
  unlocked: 'what it unlocks is unlocked already',
  'other-tab': 'another tab shows it',
};

export const sayReason = (reason: Decision['reason']): string =>
  reason === 'shown' ? 'It does not show.' : `It does not show, because ${BECAUSE[reason]}.`;

/** Of an id that the ruleset does not hold, or holds in a defective state. */
export const sayAbsence = (nudge: string, fault: string | undefined): string =>
  fault ? `It does not show, because the rule is defective: ${fault}` : `The ruleset has no nudge ${nudge}.`;
