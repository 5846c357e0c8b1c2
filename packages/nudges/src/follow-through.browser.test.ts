import { bucket } from '@tendril/rules';
import { expect, it } from 'vitest';
import { openPage, plain, rulesetOf } from './testing/sample-page.js';

/** A session whose share of all sessions is in this range. */
const sessionIn = (from: number, to: number): string => {
  for (let index = 0; ; index += 1) {
    const share = bucket('suppressed', `s${index}`);
    if (share >= from && share < to) return `s${index}`;
  }
};
const [TELLS, TELLS_NOT] = [sessionIn(0.09, 0.1), sessionIn(0.1, 0.11)];

/** Two nudges for one slot, in this session. */
async function open(session: string) {
  const page = await openPage({ nudges: [], slots: ['s'] });
  page.state.session = session;
  page.link.ruleset.set(rulesetOf(plain('first', 's', { priority: 90 }), plain('second', 's')));
  await page.settle();
  expect(page.text('s')).toBe('first');
  /** Lets it be decided once more. */
  const decide = async () => {
    page.link.facts.user({ at: page.clock.now() });
    await page.settle();
  };
  await decide();
  const told = () => page.tracked.filter(({ name }) => name === 'nudge.suppressed');
  return { ...page, decide, told };
}

it('one session in ten tells what would have shown, with the reason and the share, once', async () => {
  const page = await open(TELLS);
  await page.decide();
  expect(page.told().map(({ properties }) => properties)).toEqual([
    expect.objectContaining({
      nudge: 'second',
      rev: 1,
      surface: 'slot:s',
      locale: 'en',
      reason: 'lower-priority',
      rate: 0.1,
    }),
  ]);
});

it('the others do not, and the next session may', async () => {
  const page = await open(TELLS_NOT);
  await page.decide();
  expect(page.told()).toEqual([]);
  page.state.session = TELLS;
  await page.decide();
  await page.decide();
  expect(page.told()).toHaveLength(1);
});
