import type { Decision, GateName } from '@tendril/rules';
import { expect, it } from 'vitest';
import { explainAbsence, explainDecision } from './explain-decision.js';

const decision = (reason: Decision['reason']): Decision => ({
  nudge: 'seats',
  rev: 1,
  show: reason === 'shown',
  reason,
  gates: [{ gate: 'who', pass: true, values: { 'user.role': 'owner' } }],
  stage: '',
  episode: 'e',
  surface: 'slot:a',
  ghost: false,
});

it('a showing is said in one sentence, with its gates', () => {
  expect(explainDecision(decision('shown'))).toEqual({
    nudge: 'seats',
    shown: true,
    reason: 'shown',
    summary: 'It shows.',
    gates: [{ gate: 'who', pass: true, values: { 'user.role': 'owner' } }],
  });
});

it.each([
  ['paused', 'It does not show, because it is paused.'],
  ['holdout', 'It does not show, because this person or account is in the control group.'],
  // Each holds whatever shut the gate: a fact that is unknown, `stopOn: ['dismiss']`, `onDismiss: 'P7D'`.
  ['who', 'It does not show, because the facts do not satisfy `who`, or are not known.'],
  ['stopped', 'It does not show, because its goal, its button, an answer or a dismissal has ended it.'],
  ['episode', 'It does not show, because the person dismissed it.'],
  ['surface-missing', 'It does not show, because its place is not on the page.'],
] as [GateName, string][])('%s: %s', (reason, summary) => {
  expect(explainDecision(decision(reason))).toMatchObject({ shown: false, reason, summary });
});

it('an unknown id and a defective nudge are told apart', () => {
  expect(explainAbsence('x', undefined)).toMatchObject({
    reason: 'unknown',
    summary: 'The ruleset has no nudge x.',
  });
  expect(explainAbsence('x', 'nudges[0].who is wrong')).toMatchObject({
    shown: false,
    reason: 'invalid',
    summary: 'It does not show, because the rule is defective: nudges[0].who is wrong',
  });
});
