import type { Ruleset } from '@tendril/protocol';
import { expect, it } from 'vitest';
import { makeNudge } from '../testing/make-ruleset.js';
import { startForPeople } from '../testing/people.js';

const NOW = Date.parse('2026-01-20T12:00:00.000Z');
const AT = new Date(NOW).toISOString();
const RULESET: Ruleset = {
  version: '1',
  nudges: [makeNudge('own'), makeNudge('shared', { how: { unit: 'account' } })],
};
const context = { groupId: 'acct_7', sessionId: 's1' };
const report = (kind: string, nudge: string, more: object = {}) => ({
  ...{ type: 'track' as const, event: `nudge.${kind}`, userId: 'u_1', timestamp: AT, context },
  properties: { nudge, rev: 1, episode: 'e' },
  ...more,
});
const start = async () => {
  const running = await startForPeople(() => NOW);
  await running.publish(RULESET);
  return running;
};

it('tells another device what was seen, and of account nudges what colleagues have seen', async () => {
  const { send, facts } = await start();
  const version = (await facts()).version;
  await send([report('assigned', 'own'), report('dismissed', 'own'), report('assigned', 'shared')]);
  const shown = [{ at: NOW, session: 's1', episode: 'e' }];
  const { ledger, version: next } = await facts();
  expect(ledger).toEqual({ own: { shown, dismissed: { e: NOW } }, shared: { shown } });
  expect(next).not.toBe(version);
  expect((await facts({ user: 'u_2' })).ledger).toEqual({ shared: { shown } });
  expect((await facts({ user: 'u_2', account: 'acct_8' })).ledger).toEqual({});
});

it('binds colleagues by what an account nudge has reached, and not by what one of them wants', async () => {
  const { send, facts } = await start();
  await send([report('dismissed', 'shared'), report('never', 'shared'), report('stopped', 'shared')]);
  expect((await facts()).ledger).toEqual({ shared: { dismissed: { e: NOW }, never: true, stopped: true } });
  expect((await facts({ user: 'u_2' })).ledger).toEqual({ shared: { stopped: true } });
});

it('says in the reply to a batch that another device has seen something', async () => {
  const { send, facts } = await start();
  const { version } = await facts();
  await send([report('never', 'own')]);
  const page = { type: 'page' as const, userId: 'u_1', context };
  const { facts: news } = await send([page], { facts: version });
  expect(news).toEqual((await facts()).version);
  expect(news).not.toBe(version);
});

it('says nothing of previews, and of nudges that are not in force', async () => {
  const { send, facts } = await start();
  await send([
    report('never', 'own', { properties: { nudge: 'own', preview: true } }),
    report('never', 'gone'),
    report('snoozed', 'shared', { properties: { nudge: 'shared', until: NOW + 5 } }),
  ]);
  expect((await facts()).ledger).toEqual({ shared: { snoozedUntil: NOW + 5 } });
});

it('carries over what a browser has seen before it said who is there', async () => {
  const { send, facts } = await start();
  await send([
    report('never', 'own', { userId: undefined, anonymousId: 'anon', context: { sessionId: 's0' } }),
  ]);
  expect((await facts()).ledger).toEqual({});
  const { version } = await facts();
  await send([{ type: 'identify', userId: 'u_1', anonymousId: 'anon', context }]);
  expect((await facts()).ledger).toEqual({ own: { never: true } });
  expect((await facts()).version).not.toBe(version);
});

it('is part of what is exported of a person', async () => {
  const { send, tell } = await start();
  await send([report('never', 'own'), report('never', 'shared', { userId: 'u_2' })]);
  const lines = (await (await tell('people/export', { userId: 'u_1' })).text()).trim().split('\n');
  const ledgers = lines.map((line) => JSON.parse(line)).filter(({ kind }) => kind === 'ledger');
  expect(ledgers).toEqual([{ kind: 'ledger', userId: 'u_1', ledger: { own: { never: true } } }]);
});
