import { expect, it } from 'vitest';
import { EventStream } from './testing/event-stream.js';
import { makeNudge, makeRuleset } from './testing/make-ruleset.js';
import { runTendril } from './testing/run-tendril.js';
import { ownNatsAddress, ownPostgresAddress } from './testing/servers/own-address.js';
import { type RunningCollector, startCollector, WRITE_KEY } from './testing/start-collector.js';
import { temporaryDirectory } from './testing/temporary-directory.js';
import { bearer, TOKEN_SECRET, tokenFor } from './testing/tokens.js';

const startTwo = async () => {
  const places = { log: ownNatsAddress(), store: ownPostgresAddress() };
  const start = () => startCollector({ ...places, tokens: { secrets: [{ secret: TOKEN_SECRET }] } });
  return { places, one: await start(), other: await start(), start };
};
const batch = (...events: object[]) => ({ writeKey: WRITE_KEY, batch: events });
const track = (messageId: string) => ({ type: 'track', event: 'export', userId: 'u_1', messageId });
const openStream = async ({ url }: RunningCollector, headers = {}) =>
  EventStream.open(`${url}/v1/stream?writeKey=${WRITE_KEY}`, headers);

it('counts an event once, whichever collectors it was sent to', async () => {
  const { one, other } = await startTwo();
  const ids = Array.from({ length: 40 }, (_, n) => `m${n}`);
  const sends = ids.flatMap((id) => [one, other].map(({ post }) => post('/v1/batch', batch(track(id)))));
  expect((await Promise.all(sends)).map(({ status }) => status)).toEqual(sends.map(() => 200));
  await Promise.all([one.applied(), other.applied()]);
  for (const { admin } of [one, other]) {
    expect(await admin('stats')).toMatchObject({ received: 80, stored: 40, duplicates: 40 });
  }
});

it('tells a page at one collector what was sent to the other', async () => {
  const { one, other } = await startTwo();
  const stream = await openStream(other, bearer(await tokenFor()));
  expect((await stream.next()).event).toBe('ruleset');
  const group = { type: 'group', userId: 'u_9', groupId: 'acct_7', traits: { entitlements: ['reports'] } };
  await one.post('/v1/batch', batch(group));
  expect((await stream.next()).data).toEqual({ entitlement: 'reports', on: true });
  expect((await stream.next()).event).toBe('facts');
});

it('serves at all what was published at one, also to one that starts later', async () => {
  const { one, other, start } = await startTwo();
  const stream = await openStream(other);
  await stream.next();
  expect((await one.tell('rules', { ruleset: makeRuleset('a') })).status).toBe(200);
  expect((await stream.next()).event).toBe('ruleset');
  const served = async ({ get }: RunningCollector) =>
    (await (await get(`/v1/rules?writeKey=${WRITE_KEY}`)).json()).nudges?.map(({ id }: { id: string }) => id);
  await expect.poll(() => served(other)).toEqual(['a']);
  expect(await served(await start())).toEqual(['a']);
});

const NOW = Date.now();
/** What a page says of a nudge, `ms` milliseconds from now. */
const ofNudge = (kind: string, nudge: string, userId = 'u_1', ms = 0) => ({
  ...{ type: 'track', event: `nudge.${kind}`, userId, messageId: `${kind}-${nudge}-${userId}` },
  timestamp: new Date(NOW + ms).toISOString(),
  context: { groupId: 'acct_7', sessionId: `of ${userId}` },
  properties: { nudge, rev: 1, episode: 'e' },
});

it('gives at each what was seen of nudges on devices that told the other, so that caps hold', async () => {
  const { one, other } = await startTwo();
  const nudges = [makeNudge('own'), makeNudge('shared', { how: { unit: 'account' } })];
  expect((await one.tell('rules', { ruleset: { version: '1', nudges } })).status).toBe(200);
  const factsAt = async ({ get }: RunningCollector, user = 'u_1') =>
    (await get('/v1/facts', bearer(await tokenFor({ user })))).json();
  const { version } = await factsAt(other);
  await one.post('/v1/batch', batch(ofNudge('assigned', 'own'), ofNudge('assigned', 'shared')));
  await other.post('/v1/batch', batch(ofNudge('dismissed', 'own')));
  // The device of a colleague: what is of the account holds for them too.
  await other.post('/v1/batch', batch(ofNudge('assigned', 'shared', 'u_2', -1)));
  await Promise.all([one.applied(), other.applied()]);

  const shown = [{ at: NOW, session: 'of u_1', episode: 'e' }];
  const byColleague = { at: NOW - 1, session: 'of u_2', episode: 'e' };
  const ledger = { own: { shown, dismissed: { e: NOW } }, shared: { shown: [byColleague, ...shown] } };
  for (const collector of [one, other]) {
    expect((await factsAt(collector)).ledger).toEqual(ledger);
    expect((await factsAt(collector, 'u_2')).ledger).toEqual({ shared: ledger.shared });
    // A page that goes on at the other one hears that its facts are old.
    const page = { type: 'page', userId: 'u_1', context: { groupId: 'acct_7' } };
    const reply = await (await collector.post('/v1/batch', { ...batch(page), facts: version })).json();
    expect(reply.facts).toBe((await factsAt(collector)).version);
    expect(reply.facts).not.toBe(version);
  }
});

it('resumes a stream at the other one, which tells what was missed, in order, and nothing twice', async () => {
  const { one, other } = await startTwo();
  const who = bearer(await tokenFor());
  const group = (...entitlements: string[]) =>
    one.post(
      '/v1/batch',
      batch({ type: 'group', userId: 'u_9', groupId: 'acct_7', traits: { entitlements } }),
    );
  const first = await openStream(one, who);
  expect((await first.next()).event).toBe('ruleset');
  await group('a');
  expect((await first.next()).data).toEqual({ entitlement: 'a', on: true });
  const { event, id } = await first.next();
  expect(event).toBe('facts');
  // Nobody listens now. Each of them hears of something.
  await group('a', 'b');
  expect((await other.tell('triggers', { user: 'u_1', name: 'recap' })).status).toBe(200);
  expect((await other.tell('rules', { ruleset: makeRuleset('n') })).status).toBe(200);
  await Promise.all([one.applied(), other.applied()]);

  const resumed = await openStream(other, { ...who, 'last-event-id': id });
  const told = [await resumed.next(), await resumed.next(), await resumed.next(), await resumed.next()];
  expect(told.map(({ event, data }) => [event, data.entitlement ?? data.name])).toEqual([
    ['ruleset', undefined],
    ['entitlement', 'b'],
    ['trigger', 'recap'],
    ['facts', undefined],
  ]);
  const back = await openStream(one, { ...who, 'last-event-id': told[3]!.id });
  await one.tell('triggers', { user: 'u_1', name: 'next' });
  expect([(await back.next()).data, (await resumed.next()).data]).toEqual([
    { name: 'next' },
    { name: 'next' },
  ]);
});

it('limits requests by collector: each counts its own', async () => {
  const places = { log: ownNatsAddress(), store: ownPostgresAddress() };
  const start = () => startCollector({ ...places, requestsPerMinute: { address: 2, key: 0 } });
  const [one, other] = [await start(), await start()];
  const statuses = async ({ post }: RunningCollector) => {
    const sends = ['a', 'b', 'c'].map((id) => post('/v1/batch', batch(track(id))));
    return (await Promise.all(sends)).map(({ status }) => status).sort();
  };
  expect(await statuses(one)).toEqual([200, 200, 429]);
  expect(await statuses(other)).toEqual([200, 200, 429]);
});

it('goes on when the one that works stops, and deletes a person wherever that was asked for', async () => {
  const { one, other } = await startTwo();
  await one.post('/v1/batch', batch(track('a'), { ...track('b'), userId: 'u_2' }));
  await other.applied();
  expect((await other.tell('people/delete', { userId: 'u_1' })).status).toBe(202);
  await expect
    .poll(
      async () =>
        (await other.admin('events')).events.map(
          ({ event }: { event: { messageId: string } }) => event.messageId,
        ),
      { timeout: 15_000 },
    )
    .toEqual(['b']);
  await one.collector.close();
  await other.post('/v1/batch', batch(track('c')));
  expect((await other.events(2)).map(({ event: { messageId } }) => messageId)).toEqual(['b', 'c']);
});

it('refuses a second collector with a log of its own', async () => {
  const store = ownPostgresAddress();
  const { post, applied } = await startCollector({ store });
  expect((await post('/v1/batch', batch(track('a')))).status).toBe(200);
  await applied();
  await expect(startCollector({ store })).rejects.toMatchObject({
    issue: { code: 'duplicate', path: '--log' },
  });
});

it('makes keys in the database, looks at the servers, and refuses to replay while a collector works', async () => {
  const { places, one } = await startTwo();
  await one.post('/v1/batch', batch(track('a')));
  await one.applied();
  const env = { TENDRIL_STORE: places.store, TENDRIL_LOG: places.log };
  const data = `--data=${temporaryDirectory()}`;
  const { key } = (
    await runTendril(['keys', 'create', '--name=x', '--scope=read', '--json', data], env)
  ).json();
  expect((await one.get('/v1/admin/stats', bearer(key))).status).toBe(200);

  const doctor = await runTendril(['doctor', '--json', data], env);
  expect(doctor.code).toBe(0);
  const { findings } = doctor.json();
  expect(findings.find(({ what }: { what: string }) => what === 'read model').detail).toBe(
    'the log ends at 1, the read model is at 1',
  );
  expect(doctor.printed).toMatch(/3 replicas.*PostgreSQL \d+/s);

  const replay = await runTendril(['replay', data], env);
  expect([replay.code, replay.complained]).toEqual([1, expect.stringContaining('Stop all collectors')]);
});

it('has a doctor that names what is out of reach, without the password', async () => {
  const env = {
    TENDRIL_STORE: 'postgres://ada:s3cret-word@127.0.0.1:1/db',
    TENDRIL_LOG: 'nats://127.0.0.1:1',
  };
  const { code, printed } = await runTendril(['doctor', '--data', temporaryDirectory()], env);
  expect(code).toBe(1);
  expect(printed).toMatch(/WRONG log: NATS at 127\.0\.0\.1:1 can not be reached/);
  expect(printed).toMatch(/WRONG store: PostgreSQL at 127\.0\.0\.1:1\/db can not be asked/);
  expect(printed).not.toContain('s3cret-word');
});
