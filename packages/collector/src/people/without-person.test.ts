import { USAGE_EVENT } from '@tendril/protocol';
import { expect, it } from 'vitest';
import { isOfErased, withoutPerson } from './without-person.js';

const ADA = { userIds: ['u_1'], anonymousIds: ['anon_1', 'u_0'] };
const inAccount = { context: { groupId: 'acct_7', locale: 'de' } };

it.each([
  [{ type: 'track', userId: 'u_1' }],
  [{ type: 'track', userId: 'u_1', ...inAccount }],
  [{ type: 'track', anonymousId: 'anon_1' }],
  [{ type: 'alias', userId: 'u_2', previousId: 'u_1' }],
  [{ type: 'alias', anonymousId: 'x', previousId: 'anon_1' }],
  [{ type: 'track', event: USAGE_EVENT, userId: 'u_1' }],
])('keeps nothing of %j', (event) => {
  expect(withoutPerson(event, ADA)).toBeUndefined();
});

it.each([
  [{ type: 'track', userId: 'u_2' }],
  [{ type: 'track', userId: 'u_2', anonymousId: 'anon_1' }],
  [{ type: 'alias', userId: 'u_2', previousId: 'anon_1' }],
  [{ type: 'track', userId: 'anon_1' }],
  [{ type: 'track', anonymousId: 'anon_2' }],
  [{ type: 'track', userId: 7, anonymousId: null }],
  [{}],
])('leaves %j as it is', (event) => {
  expect(withoutPerson(event, ADA)).toBe(event);
});

it.each([
  [
    { type: 'group', userId: 'u_1', groupId: 'acct_7', traits: { plan: 'team' }, context: { locale: 'de' } },
    {},
  ],
  [{ type: 'track', event: USAGE_EVENT, userId: 'u_1', ...inAccount }, { groupId: 'acct_7' }],
])('keeps of %j what is about the account', (event, context) => {
  const { userId: _, ...rest } = event;
  const left = withoutPerson(event, ADA)!;
  expect(left).toEqual({ ...rest, anonymousId: 'erased', context });
  expect(isOfErased(left)).toBe(true);
  expect(isOfErased(event)).toBe(false);
});
