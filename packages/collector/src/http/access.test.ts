import { join } from 'node:path';
import { USAGE_EVENT } from '@tendril/protocol';
import { expect, it } from 'vitest';
import { openSqliteControlStore } from '../control/sqlite-control-store.js';
import { SCOPES, type Scope } from '../keys/key-store.port.js';
import { makeKey } from '../keys/make-key.js';
import { filesIn } from '../open-storage.js';
import { EventStream, type StreamEvent } from '../testing/event-stream.js';
import { makeNudge } from '../testing/make-ruleset.js';
import { startCollector, WRITE_KEY } from '../testing/start-collector.js';
import { temporaryDirectory } from '../testing/temporary-directory.js';
import { bearer, TOKEN_SECRET, tokenFor } from '../testing/tokens.js';
import { INGEST_PATHS } from './ingest-paths.js';

/**
 * Who may use a route: everybody, who has a write key, who has a write key or a secret key that may send events, who has a
 * token, or a secret key with one of these scopes.
 */
type Need = 'nothing' | 'write-key' | 'sender' | 'token' | Scope[];

/** Every route. One that is missing here fails the test. */
const ROUTES: [method: 'GET' | 'POST', path: string, need: Need][] = [
  ...INGEST_PATHS.map((path): ['POST', string, Need] => ['POST', path, 'sender']),
  ['GET', '/v1/rules', 'write-key'],
  ['GET', '/v1/stream', 'write-key'],
  ['GET', '/v1/facts', 'token'],
  ['GET', '/healthz', 'nothing'],
  ['GET', '/readyz', 'nothing'],
  ['GET', '/metrics', ['read']],
  ['GET', '/v1/admin/events', ['read']],
  ['GET', '/v1/admin/stats', ['read']],
  ['GET', '/v1/admin/dead-letters', ['read']],
  ['GET', '/v1/admin/dead-letters/:id', ['read']],
  ['POST', '/v1/admin/dead-letters/:id/replay', []],
  ['POST', '/v1/admin/dead-letters/:id/drop', []],
  ['GET', '/v1/admin/rules', ['read', 'rules']],
  ['POST', '/v1/admin/rules', ['rules']],
  ['POST', '/v1/admin/rules/diff', ['read', 'rules']],
  ['POST', '/v1/admin/rules/rollback', ['rules']],
  ['GET', '/v1/admin/rules/history', ['read', 'rules']],
  ['GET', '/v1/admin/rules/history/:version', ['read', 'rules']],
  ['POST', '/v1/admin/triggers', ['rules']],
  ['GET', '/v1/admin/movements', ['read']],
  ['GET', '/v1/admin/forwarders', ['read']],
  ['GET', '/v1/admin/deliveries', ['read']],
  ['GET', '/v1/admin/deliveries/:id', ['people']],
  ['POST', '/v1/admin/deliveries/:id/replay', []],
  ['POST', '/v1/admin/people/export', ['people']],
  ['POST', '/v1/admin/people/delete', ['people']],
  ['GET', '/v1/admin/people/erasures', ['people']],
  ['GET', '/v1/admin/people/erasures/:position', ['people']],
];

/** A collector, and a header for everybody who may come. */
const start = async () => {
  const data = join(temporaryDirectory(), 'data');
  const running = await startCollector({ data, tokens: { secrets: [{ secret: TOKEN_SECRET }] } });
  const control = await openSqliteControlStore(filesIn(data).control);
  const keyFor = async (scope: Scope): Promise<string> => {
    const { key, stored } = makeKey(scope, [scope], Date.now());
    await control.keys.create(stored);
    return key;
  };
  const revoked = await keyFor('admin');
  await control.keys.revoke(revoked.split('_')[1]!, new Date().toISOString());
  const keys = {} as Record<Scope, string>;
  for (const scope of SCOPES) keys[scope] = await keyFor(scope);
  await control.close();
  const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` });
  const wrongSecret = 'another secret that is long enough, too';
  const visitors: Record<string, Record<string, string>> = {
    nobody: {},
    'write key': basic(WRITE_KEY),
    'wrong write key': basic('wk_wrong'),
    'wrong secret key': bearer('sk_wrong'),
    'revoked key': bearer(revoked),
    token: bearer(await tokenFor()),
    'token of another account': bearer(await tokenFor({ user: 'u_9', account: 'acct_8' })),
    'token of another secret': bearer(await tokenFor({ secret: wrongSecret })),
    'expired token': bearer(await tokenFor({ seconds: -3600 })),
    'token for another audience': bearer(await tokenFor({ audience: 'other' })),
    ...Object.fromEntries(SCOPES.map((scope) => [scope, bearer(keys[scope])])),
  };
  const ask = async (method: 'GET' | 'POST', path: string, headers: Record<string, string>) => {
    const leave = new AbortController();
    const url = running.url + path.replace(':id', 'x').replace(':version', '1');
    const body = method === 'POST' ? { body: '{"batch":[]}' } : {};
    const type = path.includes('/admin/') && method === 'POST' ? { 'content-type': 'application/json' } : {};
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...type } as Record<string, string>,
      ...body,
      signal: leave.signal,
    });
    leave.abort();
    return response.status;
  };
  return { ...running, visitors, ask };
};

const isScope = (visitor: string): visitor is Scope => SCOPES.includes(visitor as Scope);

/** The status with which a visitor is turned away; undefined for one who may pass. */
const expected = (need: Need, visitor: string): number | undefined => {
  if (need === 'nothing') return undefined;
  if (need === 'write-key') return visitor === 'write key' ? undefined : 401;
  if (need === 'sender') return visitor === 'write key' ? undefined : expected(['events'], visitor);
  if (need === 'token')
    return visitor === 'token' || visitor === 'token of another account' ? undefined : 401;
  if (!isScope(visitor)) return 401;
  return visitor === 'admin' || need.includes(visitor) ? undefined : 403;
};

it('opens each route to whom it is for, and to nobody else', async () => {
  const { visitors, ask } = await start();
  const wrong: string[] = [];
  for (const [method, path, need] of ROUTES) {
    for (const [visitor, headers] of Object.entries(visitors)) {
      const status = await ask(method, path, headers);
      const turnedAway = status === 401 || status === 403 ? status : undefined;
      if (turnedAway !== expected(need, visitor)) wrong.push(`${method} ${path} by ${visitor}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
}, 30_000);

/** In everything that is known of one account, its people and lists. */
const MARK = 'known-of-acct-7';

it('says nothing of an account to who has a token of another one, wherever they ask', async () => {
  const { visitors, url, post, tell, applied } = await start();
  const groups = { buyers: [MARK, 'u_9'] };
  const who = { 'user.id': { $inGroup: 'buyers' } };
  await tell('rules', { ruleset: { version: '1', groups, nudges: [makeNudge('n', { who })] } });
  const stranger = visitors['token of another account']!;
  const stream = await EventStream.open(`${url}/v1/stream?writeKey=${WRITE_KEY}`, stranger);
  const inAccount = { userId: 'u_1', groupId: 'acct_7', context: { groupId: 'acct_7' } };
  const properties = { meter: MARK, used: 9, limit: 10 };
  const batch = [
    { ...inAccount, type: 'group', traits: { plan: MARK, entitlements: [MARK] } },
    { ...inAccount, type: 'identify', traits: { id: MARK } },
    { ...inAccount, type: 'track', event: USAGE_EVENT, properties },
  ];
  await post('/v1/batch', { writeKey: WRITE_KEY, batch });
  await applied();
  const askAll = async (headers: Record<string, string>) => {
    const told: string[] = [];
    for (const [method, path] of ROUTES) {
      if (path === '/v1/stream') continue;
      const asked = `${url}${path}?writeKey=${WRITE_KEY}&user=u_1&userId=u_1&account=acct_7&groupId=acct_7`;
      const text = await (await fetch(asked, { method, headers })).text();
      if (text.includes(MARK)) told.push(path);
    }
    return told;
  };
  expect(await askAll(visitors.token!)).toEqual(['/v1/rules', '/v1/facts']);
  expect(await askAll(stranger)).toEqual([]);
  await tell('triggers', { account: 'acct_8', name: 'last' });
  const heard: StreamEvent[] = [];
  while (heard.at(-1)?.event !== 'trigger') heard.push(await stream.next());
  expect(JSON.stringify(heard)).not.toContain(MARK);
}, 30_000);

it('names every route that there is', async () => {
  const { collector } = await start();
  const stack: string[] = [];
  // Those of events are in front of the others.
  const found = INGEST_PATHS.map((path) => `POST ${path}`);
  for (const line of collector.server.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent, path, methods] = /^([ │]*)[└├]── (\S*)(?: \((.*)\))?$/.exec(line) ?? [];
    if (path === undefined) continue;
    const depth = indent!.length / 4;
    stack.splice(depth, stack.length, path);
    for (const method of (methods ?? '').split(', ')) {
      if (method === 'GET' || method === 'POST') found.push(`${method} ${stack.join('')}`);
    }
  }
  expect(found.sort()).toEqual(ROUTES.map(([method, path]) => `${method} ${path}`).sort());
});
