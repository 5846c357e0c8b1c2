import type { Ruleset } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { EventStream } from '../testing/event-stream.js';
import { makeNudge } from '../testing/make-ruleset.js';
import { RULES_PATH, startForPeople } from '../testing/people.js';
import { startCollector, WRITE_KEY } from '../testing/start-collector.js';
import { bearer, TOKEN_SECRET, tokenFor } from '../testing/tokens.js';

const NOW = Date.parse('2026-01-20T12:00:00.000Z');
const inAccount = { context: { groupId: 'acct_7' } };
const RULESET: Ruleset = {
  version: '1',
  segments: { owners: { 'user.role': 'owner' }, pilots: { 'user.email': { $inGroup: 'pilots' } } },
  groups: { pilots: ['ada@example.com', 'bob@example.com'] },
  nudges: [
    makeNudge('everybody', { who: { 'page.path': '/reports' } }),
    makeNudge('owners', { who: { $segment: 'owners' } }),
    makeNudge('teams', { who: { 'account.plan': 'team' } }),
    makeNudge('pilots', { who: { $segment: 'pilots' } }),
    makeNudge('paused', { mode: 'paused' }),
  ],
};
const identify = (userId: string, traits: object) => ({
  ...{ type: 'identify' as const, userId, traits: traits as never, ...inAccount },
});
const page = (userId: string) => ({ type: 'page' as const, userId, ...inAccount });
const start = async () => {
  const running = await startForPeople(() => NOW);
  await running.publish(RULESET);
  await running.send([
    identify('u_1', { role: 'owner', email: 'ada@example.com' }),
    identify('u_2', { role: 'member', email: 'eve@example.com' }),
    { type: 'group', userId: 'u_1', groupId: 'acct_7', traits: { plan: 'team' } },
    { type: 'group', userId: 'u_3', groupId: 'acct_8', traits: { plan: 'free' } },
  ]);
  const idsFor = async (who: Parameters<typeof running.rules>[0]) =>
    (await running.rules(who)).ruleset.nudges.map(({ id }) => id);
  return { ...running, idsFor };
};

describe('GET /v1/rules of a collector that believes tokens', () => {
  it('gives each person what may be for them, and lists without anybody else', async () => {
    const { rules, idsFor } = await start();
    expect(await idsFor({})).toEqual(['everybody', 'owners', 'teams', 'pilots']);
    expect((await rules({})).ruleset.groups).toEqual({ pilots: ['ada@example.com'] });
    expect(await idsFor({ user: 'u_2' })).toEqual(['everybody', 'teams']);
    const { ruleset } = await rules({ user: 'u_2' });
    expect([ruleset.groups, ruleset.segments]).toEqual([{}, {}]);
    expect(await idsFor({ user: 'u_2', account: 'acct_8' })).toEqual(['everybody']);
  });

  it('gives who is not known yet what may be for them, and no list', async () => {
    const { rules, idsFor } = await start();
    const stranger = { user: 'u_new', account: 'acct_new' };
    expect(await idsFor(stranger)).toEqual(['everybody', 'owners', 'teams', 'pilots']);
    expect((await rules(stranger)).ruleset.groups).toEqual({ pilots: [] });
  });

  it('gives a visitor without a token what is public', async () => {
    const { rules, idsFor } = await start();
    expect(await idsFor('nobody')).toEqual(['everybody', 'owners']);
    expect(JSON.stringify((await rules('nobody')).ruleset)).not.toMatch(/example\.com|account/);
  });

  it('refuses a token that is wrong, and lets no shared cache keep what a token opened', async () => {
    const { get } = await start();
    const refused = await get(RULES_PATH, bearer(await tokenFor({ seconds: -3600 }, NOW)));
    expect([refused.status, (await refused.json()).error.code]).toEqual([401, 'token-expired']);
    const { headers } = await get(RULES_PATH, bearer(await tokenFor({}, NOW)));
    expect([headers.get('cache-control'), headers.get('vary')]).toEqual([
      'private, no-cache',
      'Authorization',
    ]);
  });

  it('has a revision for each cut: 304 to who has it, the same for who is given the same', async () => {
    const { rules, get } = await start();
    const [owner, member, colleague] = [await rules({}), await rules({ user: 'u_2' }), await rules('nobody')];
    expect(new Set([owner, member, colleague].map(({ revision }) => revision)).size).toBe(3);
    const headers = { ...bearer(await tokenFor({}, NOW)), 'if-none-match': `"${owner.revision}"` };
    expect((await get(RULES_PATH, headers)).status).toBe(304);
  });

  it('keeps what a person has seen, because it counts against caps', async () => {
    const { send, idsFor } = await start();
    await send([
      {
        ...{ type: 'track', event: 'nudge.assigned', userId: 'u_2' },
        properties: { nudge: 'owners', episode: '' },
        context: { groupId: 'acct_7', sessionId: 's' },
      },
    ]);
    expect(await idsFor({ user: 'u_2' })).toEqual(['everybody', 'owners', 'teams']);
  });

  it('changes with what is known', async () => {
    const { send, idsFor } = await start();
    expect(await idsFor({ user: 'u_2' })).toEqual(['everybody', 'teams']);
    await send([identify('u_2', { role: 'owner' })]);
    expect(await idsFor({ user: 'u_2' })).toEqual(['everybody', 'owners', 'teams']);
  });
});

describe('the ruleset that a reply to a batch names', () => {
  it('is the one that this person would be given, where the batch proves who it is of', async () => {
    const { facts, send, rules } = await start();
    const { version } = await facts({ user: 'u_2' });
    const member = await rules({ user: 'u_2' });
    const reply = await send([page('u_2')], { facts: version });
    expect(reply.ruleset).toBe(member.revision);
    const first = await send([identify('u_2', { role: 'owner' })], { facts: version });
    const then = await send([page('u_2')], { facts: first.facts });
    expect(then.ruleset).toBe((await rules({ user: 'u_2' })).revision);
    expect(then.ruleset).not.toBe(member.revision);
  });

  it('is the public one for everybody else', async () => {
    const { facts, send, rules } = await start();
    const { version } = await facts({ user: 'u_2' });
    const { revision } = await rules('nobody');
    const batches: [Parameters<typeof send>[0][number], object][] = [
      [{ type: 'page', anonymousId: 'anon' }, {}],
      [page('u_1'), {}],
      [page('u_1'), { facts: version }],
      [page('u_1'), { facts: 'made.up.version' }],
    ];
    for (const [event, more] of batches) expect((await send([event], more)).ruleset).toBe(revision);
  });
});

describe('the ruleset that the stream names', () => {
  const STREAM = `/v1/stream?writeKey=${WRITE_KEY}`;

  it('is that of the person, and changes with what is known of them', async () => {
    const { url, rules, send } = await start();
    const stream = await EventStream.open(url + STREAM, bearer(await tokenFor({ user: 'u_2' }, Date.now())));
    expect((await stream.next()).event).toBe('ruleset');
    await send([identify('u_2', { role: 'owner' })]);
    let next = await stream.next();
    while (next.event !== 'ruleset') next = await stream.next();
    expect(next.data.version).toBe((await rules({ user: 'u_2' })).revision);
  });

  it('is the public one for a visitor, also after another was published', async () => {
    const { url, rules, publish } = await start();
    const stream = await EventStream.open(url + STREAM);
    expect((await stream.next()).data.version).toBe((await rules('nobody')).revision);
    await publish({
      version: '1',
      nudges: [makeNudge('new'), makeNudge('teams', { who: { 'account.plan': 'x' } })],
    });
    expect((await stream.next()).data.version).toBe((await rules('nobody')).revision);
  });
});

it('gives everybody the whole document where no tokens are believed', async () => {
  const { get, tell, post } = await startCollector({}, { now: () => NOW });
  await tell('rules', { ruleset: RULESET });
  const plain = await get(RULES_PATH);
  expect(await plain.json()).toEqual(RULESET);
  const etag = plain.headers.get('etag');
  const withToken = await get(RULES_PATH, bearer(await tokenFor({ secret: TOKEN_SECRET }, NOW)));
  expect([withToken.status, withToken.headers.get('etag')]).toEqual([200, etag]);
  const reply = await (await post('/v1/batch', { writeKey: WRITE_KEY, batch: [] })).json();
  expect(`"${reply.ruleset}"`).toBe(etag);
});
