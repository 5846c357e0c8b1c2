import { expect, test, vi } from 'vitest';
import { createFacts } from './facts.js';
import { createStatements } from './statements.js';

const setUp = () => createFacts(createStatements(() => {}));

test('statements add up, the later one wins', () => {
  const { facts, user, account, usage } = setUp();
  user({ role: 'owner', name: 'Ada' });
  user({ role: 'admin' });
  account({ plan: 'team' });
  usage({ seats: { used: 7, limit: 10 } });
  usage({ storage: { used: 1 } });
  expect(facts.get()).toEqual({
    user: { role: 'admin', name: 'Ada' },
    account: { plan: 'team' },
    usage: { seats: { used: 7, limit: 10 }, storage: { used: 1 } },
  });
});

test('entitlements among the traits replace what was unlocked, and are no trait', () => {
  const { facts, entitlements, account } = setUp();
  account({ entitlements: ['a', 'b'] });
  expect(entitlements.get()).toEqual(['a', 'b']);
  account({ plan: 'free', entitlements: ['b'] });
  expect(entitlements.get()).toEqual(['b']);
  account({ entitlements: [] });
  expect(entitlements.get()).toEqual([]);
  expect(facts.get()).toMatchObject({ account: { plan: 'free' }, entitlement: {} });
});

test.each([['all'], [[1]], [{ a: true }], [null]])(
  'entitlements that are no list of names (%j) change nothing',
  (given) => {
    const { entitlements, account } = setUp();
    account({ entitlements: ['a'] });
    account({ entitlements: given as never });
    expect(entitlements.get()).toEqual(['a']);
  },
);

test('listeners of entitlements hear of changes only', () => {
  const { entitlements, account, user } = setUp();
  const heard = vi.fn();
  entitlements.listen(heard);
  account({ entitlements: ['a'] });
  account({ entitlements: ['a'] });
  user({ role: 'owner' });
  expect(heard).toHaveBeenCalledTimes(1);
});

test('a reset forgets all of it', () => {
  const { facts, entitlements, account, state } = setUp();
  account({ plan: 'team', entitlements: ['a'] });
  state(['nobody']);
  expect(facts.get()).toEqual({ user: {}, account: {}, usage: {}, of: { user: '', account: '' } });
  expect(entitlements.get()).toEqual([]);
});
