import { expect, it } from 'vitest';
import { fakeStore } from '../testing/fake-store.js';
import { readFacts } from './read-facts.js';

const NOW = Date.parse('2026-01-20T06:00:00.000Z');

/** Facts of a person of whose days so many lie in a stretch, by its first and its last day. */
const factsWith = (personDays: { [stretch: string]: number }) => {
  const { activity } = fakeStore({});
  const store = fakeStore({
    activity: { ...activity, personDays: async (_subject, from, to) => personDays[`${from} ${to}`] ?? 99 },
  });
  return readFacts(store, { user: 'u_1' }, NOW);
};

it('compares the last 7 whole days with the 7 before: today is not over', async () => {
  const { user } = await factsWith({ '2026-01-13 2026-01-20': 2, '2026-01-06 2026-01-13': 4 });
  expect(user?.activity).toMatchObject({ change: -0.5 });
});

it('compares nothing with a week of nothing', async () => {
  const { user } = await factsWith({ '2026-01-13 2026-01-20': 2, '2026-01-06 2026-01-13': 0 });
  expect(user?.activity).not.toHaveProperty('change');
});
