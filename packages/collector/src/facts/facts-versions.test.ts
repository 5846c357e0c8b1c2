import { expect, it } from 'vitest';
import { createFactsVersions } from './facts-versions.js';

const DAY = 24 * 3600 * 1000;
const ADA = { user: 'u_1', account: 'acct_7' };

const versions = (secret = 'secret') => {
  const state = { position: 7, now: 100 * DAY };
  const made = createFactsVersions({ factsPosition: async () => state.position }, secret, () => state.now);
  return { ...made, state };
};

it('changes with the facts and with the day, and not by itself', async () => {
  const { current, state } = versions();
  const first = await current(ADA);
  expect(await current(ADA)).toBe(first);
  state.position += 1;
  const second = await current(ADA);
  expect(second).not.toBe(first);
  state.now += DAY;
  expect(await current(ADA)).not.toBe(second);
});

it('knows its own, of the same person and account only', async () => {
  const { current, isOf } = versions();
  const version = await current(ADA);
  expect(isOf(version, ADA)).toBe(true);
  for (const other of [{ user: 'u_1' }, { account: 'acct_7' }, { user: 'acct_7', account: 'u_1' }, {}]) {
    expect(isOf(version, other)).toBe(false);
  }
  expect(versions('another').isOf(version, ADA)).toBe(false);
  for (const wrong of ['', '...', 'a.b', version.slice(0, -1), `${version}x`])
    expect(isOf(wrong, ADA)).toBe(false);
});
