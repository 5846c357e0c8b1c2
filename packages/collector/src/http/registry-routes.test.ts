import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LIMITS } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { EventStream } from '../testing/event-stream.js';
import { makeRuleset } from '../testing/make-ruleset.js';
import { startCollector, WRITE_KEY } from '../testing/start-collector.js';
import { temporaryDirectory } from '../testing/temporary-directory.js';

const start = async (...args: Parameters<typeof startCollector>) => {
  const running = await startCollector(...args);
  const served = async () => {
    const response = await running.get(`/v1/rules?writeKey=${WRITE_KEY}`);
    return (await response.json()).nudges.map(({ id }: { id: string }) => id);
  };
  const publish = (ruleset: unknown, more: object = {}) => running.tell('rules', { ruleset, ...more });
  return { ...running, served, publish };
};

describe('publishing', () => {
  it('puts a ruleset in force, tells open pages, and keeps who, when and why', async () => {
    const { publish, served, url, admin, get } = await start({}, { now: () => 0 });
    const stream = await EventStream.open(`${url}/v1/stream?writeKey=${WRITE_KEY}`);
    await stream.next();
    const published = await publish(makeRuleset('a'), { note: 'first' });
    expect([published.status, await published.json()]).toEqual([
      200,
      {
        version: 1,
        revision: expect.any(String),
        author: 'secret-key',
        note: 'first',
        at: '1970-01-01T00:00:00.000Z',
      },
    ]);
    expect(await served()).toEqual(['a']);
    const { version } = (await stream.next()).data;
    expect((await get(`/v1/rules?writeKey=${WRITE_KEY}`)).headers.get('etag')).toBe(`"${version}"`);
    expect(await admin('rules')).toEqual({ version: 1, revision: version, ruleset: makeRuleset('a') });
  });

  it('stays in force over a restart', async () => {
    const before = await start();
    await before.publish(makeRuleset('a'));
    await before.collector.close();
    const after = await start({ data: before.data });
    expect(await after.served()).toEqual(['a']);
  });

  it('adds no version for what is in force already', async () => {
    const { publish, admin } = await start();
    await publish(makeRuleset('a'));
    expect(await (await publish(makeRuleset('a'), { note: 'again' })).json()).toMatchObject({
      version: 1,
      note: '',
    });
    expect((await admin('rules/history')).versions).toHaveLength(1);
  });

  it('refuses a ruleset that is wrong with 422 and every issue, and changes nothing', async () => {
    const { publish, served, admin } = await start();
    await publish(makeRuleset('a'));
    const wrong = { version: '1', nudges: [{ id: 'x' }, ...makeRuleset('b', 'b').nudges] };
    const response = await publish(wrong);
    expect(response.status).toBe(422);
    const { error, issues } = await response.json();
    expect(error).toMatchObject({ path: expect.stringContaining('nudges[0]'), cure: expect.any(String) });
    expect(issues.length).toBeGreaterThan(1);
    expect(await served()).toEqual(['a']);
    expect((await admin('rules/history')).versions).toHaveLength(1);
    const large = makeRuleset('a');
    large.nudges[0]!.what.content.en!.title = 'x'.repeat(300 * 1024);
    expect((await (await publish(large)).json()).error).toMatchObject({ code: 'limit' });
  });

  it('refuses what was made on top of an older version with 409', async () => {
    const { publish } = await start();
    expect((await publish(makeRuleset('a'), { base: 0 })).status).toBe(200);
    const late = await publish(makeRuleset('b'), { base: 0 });
    expect(late.status).toBe(409);
    expect((await late.json()).error).toMatchObject({ code: 'conflict', path: 'base' });
    expect((await publish(makeRuleset('b'), { base: 1 })).status).toBe(200);
  });

  it('refuses another version than the newest also where the content is the same', async () => {
    const { publish } = await start();
    expect((await publish(makeRuleset('a'))).status).toBe(200);
    const mistaken = await publish(makeRuleset('a'), { base: 7 });
    expect(mistaken.status).toBe(409);
    expect((await mistaken.json()).error).toMatchObject({ code: 'conflict', path: 'base' });
    expect((await (await publish(makeRuleset('a'), { base: 1 })).json()).version).toBe(1);
  });

  it.each([
    [{}, 'ruleset'],
    [{ ruleset: {}, base: -1 }, 'base'],
    [{ ruleset: {}, note: 7 }, 'note'],
  ])('refuses the body %j', async (body, path) => {
    const { tell } = await start();
    const response = await tell('rules', body);
    expect(response.status).toBe(400);
    expect((await response.json()).error).toMatchObject({ path, cure: expect.any(String) });
  });

  it('refuses a body that is too large to be a ruleset, and says how large one may be', async () => {
    const { publish } = await start();
    const response = await publish({ ...makeRuleset('a'), filler: 'x'.repeat(2_000_000) });
    expect(response.status).toBe(413);
    expect((await response.json()).error.cure).toContain(`at most ${LIMITS.rulesetBytes} bytes`);
  });

  it('is refused while the ruleset follows a file', async () => {
    const file = join(temporaryDirectory(), 'rules.json');
    writeFileSync(file, JSON.stringify(makeRuleset('file')));
    const { publish, tell, served, admin } = await start({ rules: file });
    for (const response of [await publish(makeRuleset('a')), await tell('rules/rollback', { to: 1 })]) {
      expect(response.status).toBe(409);
      expect((await response.json()).error.message).toContain(file);
    }
    expect(await served()).toEqual(['file']);
    expect(await admin('rules')).toMatchObject({ file, ruleset: makeRuleset('file') });
  });
});

describe('looking', () => {
  it('lists versions, the newest first, and gives each back whole', async () => {
    const { publish, admin } = await start();
    await publish(makeRuleset('a'), { note: 'one' });
    await publish(makeRuleset('b'), { note: 'two' });
    const { versions } = await admin('rules/history');
    expect(versions.map(({ version, note }: { version: number; note: string }) => [version, note])).toEqual([
      [2, 'two'],
      [1, 'one'],
    ]);
    expect((await admin('rules/history?limit=1')).versions).toHaveLength(1);
    expect(await admin('rules/history/1')).toMatchObject({
      version: 1,
      note: 'one',
      ruleset: makeRuleset('a'),
    });
    expect((await admin('rules/history/9')).error).toMatchObject({ code: 'not-found' });
    expect((await admin('rules/history/x')).error).toMatchObject({ path: 'version' });
  });

  it('says what would change, and whether it may be published at all', async () => {
    const { publish, tell, served } = await start();
    await publish(makeRuleset('a', 'b'));
    const diff = await (await tell('rules/diff', { ruleset: makeRuleset('b', 'c') })).json();
    expect(diff).toEqual({ isSame: false, added: ['c'], removed: ['a'], changed: [], other: [] });
    expect((await tell('rules/diff', { ruleset: { version: '1' } })).status).toBe(422);
    expect(await served()).toEqual(['a', 'b']);
  });
});

describe('rolling back', () => {
  it('puts an earlier version in force, as a new one', async () => {
    const { publish, tell, served } = await start();
    await publish(makeRuleset('a'));
    await publish(makeRuleset('b'));
    const back = await (await tell('rules/rollback', { to: 1, note: 'b was wrong' })).json();
    expect(back).toMatchObject({ version: 3, rolledBackTo: 1, note: 'b was wrong' });
    expect(await served()).toEqual(['a']);
  });

  it('refuses a version that there is not', async () => {
    const { tell } = await start();
    expect((await tell('rules/rollback', { to: 9 })).status).toBe(404);
    expect((await tell('rules/rollback', {})).status).toBe(400);
    const first = await tell('rules/rollback', { to: 0 });
    expect([first.status, (await first.json()).error.cure]).toEqual([400, 'Send 1 or more.']);
  });
});
