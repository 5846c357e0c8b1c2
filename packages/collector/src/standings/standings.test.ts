import type { Ruleset } from '@tendril/protocol';
import { USAGE_EVENT } from '@tendril/protocol';
import { expect, it, onTestFinished } from 'vitest';
import { filesIn } from '../open-storage.js';
import { openSqliteStore } from '../store/sqlite/sqlite-store.js';
import { makeNudge } from '../testing/make-ruleset.js';
import { type PeopleCollector, startForPeople } from '../testing/people.js';
import { runTendril } from '../testing/run-tendril.js';
import { definitionsOf } from './judge-standing.js';

const DAY = 86_400_000;
/** What happens beside everything else may take a while on a busy machine. */
const SOON = { timeout: 10_000 };
const NOW = Date.parse('2026-01-20T12:00:00.000Z');
const inAccount = { context: { groupId: 'acct_7' } };
const RULESET: Ruleset = {
  version: '1',
  segments: {
    fresh: { 'user.signedUpAt': { $ago: { $lt: '14d' } } },
    owners: { 'user.role': 'owner', 'account.plan': 'team' },
    teams: { 'account.plan': 'team' },
    active: { $did: { event: 'export', within: '7d', count: { $gte: 2 } } },
    fit: { 'score.fit': { $gte: 10 } },
  },
  scores: { fit: [{ if: { 'account.plan': 'team' }, points: 10 }] },
  nudges: [
    makeNudge('seats', {
      what: {
        locale: 'en',
        content: { en: { title: 'Seats' } },
        stages: [
          { id: 's90', if: { 'usage.seats.ratio': { $gte: 0.9 } } },
          { id: 's70', if: { 'usage.seats.ratio': { $gte: 0.7 } } },
        ],
      },
    }),
  ],
};
const seats = (used: number) => ({
  ...{ type: 'track' as const, event: USAGE_EVENT, userId: 'u_1', ...inAccount },
  properties: { meter: 'seats', used, limit: 100 },
});
const identify = (traits: object, userId = 'u_1') => ({
  ...{ type: 'identify' as const, userId, traits: traits as never, ...inAccount },
});
const group = (traits: object) => ({
  ...{ type: 'group' as const, userId: 'u_1', groupId: 'acct_7', traits: traits as never },
});

/** A collector whose clock the test sets, and its store to look into. */
const start = async (options: object = {}) => {
  const clock = { now: NOW };
  const running = await startForPeople(() => clock.now, options);
  const store = await openSqliteStore(filesIn(running.data).store);
  onTestFinished(() => store.close().catch(() => {}));
  const changes = async () =>
    (await store.membershipChanges.after(0, 99)).map(
      ({ viewer, name, change, cause }) =>
        `${viewer.user ?? ''}@${viewer.account ?? ''} ${change} ${name}: ${cause}`,
    );
  /** Waits until everybody is judged by the ruleset in force. */
  const judged = async () => {
    const { ruleset } = await running.admin('rules');
    await expect.poll(() => store.dueStandings(clock.now, definitionsOf(ruleset).name, 9), SOON).toEqual([]);
  };
  return { ...running, clock, store, changes, judged };
};
const poke = ({ send }: PeopleCollector) => send([{ type: 'page', userId: 'u_9' }]);

it('tells of an account once, and of each of its people what is theirs', async () => {
  const { publish, send, changes, store, facts } = await start();
  await publish(RULESET);
  await send([
    identify({ role: 'owner' }),
    identify({ role: 'member' }, 'u_2'),
    group({ plan: 'team' }),
    seats(75),
  ]);
  await expect
    .poll(async () => (await changes()).sort(), SOON)
    .toEqual([
      '@acct_7 entered fit: facts',
      '@acct_7 entered seats/s70: facts',
      '@acct_7 entered teams: facts',
      'u_1@acct_7 entered owners: facts',
    ]);
  const [stage] = (await store.membershipChanges.after(0, 99)).filter(({ kind }) => kind === 'stage');
  expect(stage).toMatchObject({
    at: new Date(NOW).toISOString(),
    figures: { usage: { seats: { used: 75, limit: 100 } }, score: { fit: 10 } },
  });
  await send([seats(95)]);
  await expect
    .poll(async () => (await changes()).slice(4).sort(), SOON)
    .toEqual(['@acct_7 entered seats/s90: facts', '@acct_7 left seats/s70: facts']);
  expect((await facts()).facts.score).toEqual(undefined);
});

it('finds what time alone changes, and what another ruleset does', async () => {
  const running = await start();
  const { publish, send, changes, clock, judged } = running;
  await publish(RULESET);
  await send([
    identify({ signedUpAt: NOW - 10 * DAY }),
    { type: 'track', event: 'export', userId: 'u_1', ...inAccount },
    { type: 'track', event: 'export', userId: 'u_1', ...inAccount },
  ]);
  await expect
    .poll(async () => (await changes()).sort(), SOON)
    .toEqual(['u_1@acct_7 entered active: facts', 'u_1@acct_7 entered fresh: facts']);
  await judged();
  clock.now = NOW + 5 * DAY;
  await poke(running);
  await expect.poll(changes, SOON).toContain('u_1@acct_7 left fresh: time');
  await judged();
  clock.now = NOW + 9 * DAY;
  await poke(running);
  await expect.poll(changes, SOON).toContain('u_1@acct_7 left active: time');
  await publish({ ...RULESET, segments: { fresh: { 'user.signedUpAt': { $ago: { $lt: '30d' } } } } });
  await expect
    .poll(async () => (await changes()).slice(4), SOON)
    .toEqual(['u_1@acct_7 entered fresh: ruleset']);
  await publish({ version: '1', nudges: [] });
  await expect.poll(async () => (await changes()).slice(5), SOON).toEqual(['u_1@acct_7 left fresh: ruleset']);
});

it('looks every day where days are asked for: nobody has to do anything to be dormant', async () => {
  const running = await start();
  const { publish, send, changes, clock, judged } = running;
  const segments = { dormant: { 'account.activity.days7': 0 } };
  await publish({ version: '1', nudges: [], segments });
  await send([identify({ role: 'owner' })]);
  await judged();
  clock.now = NOW + 6 * DAY;
  await poke(running);
  await judged();
  expect(await changes()).toEqual([]);
  clock.now = NOW + 7 * DAY;
  await poke(running);
  await expect.poll(changes, SOON).toEqual(['@acct_7 entered dormant: time']);
});

it('judges people again when their account has changed', async () => {
  const running = await start();
  const { publish, send, changes, clock, judged } = running;
  await publish(RULESET);
  await send([identify({ role: 'owner' })]);
  await judged();
  await send([{ ...group({ plan: 'team' }), userId: 'u_2' }]);
  await judged();
  expect(await changes()).not.toContain('u_1@acct_7 entered owners: facts');
  clock.now += 60_000;
  await poke(running);
  await expect.poll(changes, SOON).toContain('u_1@acct_7 entered owners: facts');
});

it('comes out the same when the store is built again, and finds nothing anew', async () => {
  const { data, publish, send, changes, store, collector } = await start();
  await publish(RULESET);
  await send([identify({ role: 'owner' }), group({ plan: 'team' }), seats(75)]);
  await expect.poll(changes, SOON).toHaveLength(4);
  await collector.close();
  const seen = await store.membershipChanges.after(0, 99);
  await store.close();
  expect((await runTendril(['replay', '--data', data])).code).toBe(0);
  const again = await start({ data });
  await again.send([seats(76)]);
  await again.judged();
  expect(await again.store.membershipChanges.after(0, 99)).toEqual(seen);
});

it('says in the facts what the rules that a person is given make of them', async () => {
  const { publish, send, facts } = await start();
  const who = { $segment: 'owners', 'score.fit': { $gte: 1 } };
  await publish({ ...RULESET, nudges: [makeNudge('n', { who })] });
  await send([identify({ role: 'owner' }), group({ plan: 'team' })]);
  const { score, segment } = (await facts()).facts;
  // Of `teams` and the others no rule of theirs speaks.
  expect({ score, segment }).toEqual({ score: { fit: 10 }, segment: { owners: true } });
});

it('exports, and lets go of, what a person was a member of', async () => {
  const { data, publish, send, changes, tell, admin, collector, applied } = await start();
  await publish(RULESET);
  await send([identify({ role: 'owner' }), group({ plan: 'team' })]);
  await expect.poll(changes, SOON).toContain('u_1@acct_7 entered owners: facts');
  const lines = (await (await tell('people/export', { userId: 'u_1' })).text()).trim().split('\n');
  const memberships = lines.map((line) => JSON.parse(line)).filter(({ kind }) => kind === 'membership');
  expect(memberships.map(({ change }) => change.name)).toEqual(['owners']);
  await tell('people/delete', { userId: 'u_1' });
  await applied();
  await expect.poll(async () => (await admin('people/erasures')).pending, SOON).toEqual([]);
  expect(await changes()).not.toContain('u_1@acct_7 entered owners: facts');
  await collector.close();
  expect((await runTendril(['replay', '--data', data])).code).toBe(0);
  const again = await start({ data });
  expect((await again.changes()).filter((line) => line.startsWith('u_1'))).toEqual([]);
});
