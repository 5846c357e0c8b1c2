import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeRuleset } from '../../testing/make-ruleset.js';
import { type Ran, runTendril } from '../../testing/run-tendril.js';
import { SECRET_KEY, startCollector, WRITE_KEY } from '../../testing/start-collector.js';
import { startForeignServer } from '../../testing/start-foreign-server.js';
import { temporaryDirectory } from '../../testing/temporary-directory.js';

const fileOf = (content: unknown): string => {
  const file = join(temporaryDirectory(), 'file.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
};

/** A collector, and the command line that is set up for it. */
const start = async () => {
  const running = await startCollector();
  const env = { TENDRIL_URL: running.url, TENDRIL_SECRET_KEY: SECRET_KEY };
  const tendril = (...args: string[]): Promise<Ran> => runTendril(args, env);
  const send = async (...batch: unknown[]) => {
    await running.post('/v1/batch', { writeKey: WRITE_KEY, batch });
    await running.applied();
  };
  return { ...running, tendril, send };
};

describe('tendril rules', () => {
  it('compares, publishes, rolls back, and lists what was done', async () => {
    const { tendril, get } = await start();
    const served = async () =>
      (await (await get(`/v1/rules?writeKey=${WRITE_KEY}`)).json()).nudges.map(
        ({ id }: { id: string }) => id,
      );
    expect((await tendril('rules', 'history')).printed).toBe('Nothing was published yet.\n');
    const [one, two] = [fileOf(makeRuleset('a', 'b')), fileOf(makeRuleset('b', 'c'))];
    expect((await tendril('rules', 'publish', one, '--note', 'first')).printed).toMatch(
      /^Version 1 is in force/,
    );
    expect((await tendril('rules', 'diff', one)).printed).toBe('Nothing would change.\n');
    expect((await tendril('rules', 'diff', two)).printed).toBe('+ c\n- a\n');
    expect((await tendril('rules', 'publish', two, '--base', '1', '--json')).json()).toMatchObject({
      version: 2,
    });
    expect(await served()).toEqual(['b', 'c']);
    expect((await tendril('rules', 'rollback', '1', '--note', 'c is bad')).printed).toContain('Version 3');
    expect(await served()).toEqual(['a', 'b']);
    const { printed } = await tendril('rules', 'history');
    expect(printed).toMatch(/^3 .*secret-key +\(1 again\) c is bad$/m);
    expect(printed).toMatch(/^1 .*first$/m);
  });

  it('says when a change was not counted', async () => {
    const { tendril } = await start();
    const ruleset = makeRuleset('a');
    await tendril('rules', 'publish', fileOf(ruleset));
    ruleset.nudges[0]!.priority = 9;
    expect((await tendril('rules', 'diff', fileOf(ruleset))).printed).toBe(
      '~ a (priority); rev is still 1: count it up\n',
    );
  });

  it('names every issue of a ruleset that is refused, and ends with 1', async () => {
    const { tendril } = await start();
    const wrong = fileOf({ version: '1', nudges: [{ id: 'x' }] });
    const { code, complained } = await tendril('rules', 'publish', wrong);
    expect(code).toBe(1);
    expect(complained.split('\n').length).toBeGreaterThan(2);
    expect(complained).toContain('nudges[0].rev');
    const { error, issues } = (await tendril('rules', 'publish', wrong, '--json')).json();
    expect(error).toEqual(issues[0]);
    const late = await tendril('rules', 'publish', fileOf(makeRuleset('a')), '--base', '7');
    expect([late.code, late.complained]).toEqual([1, expect.stringContaining('made on top of 7')]);
    expect((await tendril('rules', 'publish', '/missing.json')).complained).toContain('can not be read');
  });
});

describe('tendril dead-letter', () => {
  const bad = { type: 'trak', event: 'export', userId: 'u_1', messageId: 'bad' };

  it('lists, shows, and takes in what was mended', async () => {
    const { tendril, send, events, applied } = await start();
    expect((await tendril('dead-letter', 'list')).printed).toBe('There are none.\n');
    await send(bad);
    const [letter] = (await tendril('dead-letter', 'list', '--json')).json().deadLetters;
    expect((await tendril('dead-letter', 'list')).printed).toContain('"trak" is not known');
    expect(JSON.parse((await tendril('dead-letter', 'show', letter.id)).printed)).toEqual(letter);
    const asItCame = await tendril('dead-letter', 'replay', letter.id);
    expect([asItCame.code, asItCame.complained]).toEqual([1, expect.stringContaining('type: "trak"')]);
    const mended = fileOf({ ...bad, type: 'track' });
    expect((await tendril('dead-letter', 'replay', letter.id, '--event', mended)).printed).toBe(
      'Taken in as bad.\n',
    );
    expect((await events(1))[0]?.event.event).toBe('export');
    await applied();
    expect((await tendril('dead-letter', 'list')).printed).toBe('There are none.\n');
  });

  it('tries all, says which are still bad, and drops', async () => {
    const { tendril, send, applied } = await start();
    await send(bad, 7);
    const all = await tendril('dead-letter', 'replay', '--all', '--json');
    expect(all.code).toBe(1);
    const { replayed, failed } = all.json();
    expect([replayed.length, failed.length]).toEqual([0, 2]);
    for (const { id } of failed) expect((await tendril('dead-letter', 'drop', id)).code).toBe(0);
    await applied();
    expect(
      (await tendril('dead-letter', 'list', '--state', 'dropped', '--json')).json().deadLetters,
    ).toHaveLength(2);
    const none = await tendril('dead-letter', 'drop', 'nobody.1');
    expect([none.code, none.complained]).toEqual([1, expect.stringContaining('There is no dead letter')]);
    for (const words of [['show'], ['replay'], ['drop']]) {
      const { complained } = await tendril('dead-letter', ...words, 'nobody.1');
      expect(complained).toContain('List them: GET /v1/admin/dead-letters, or tendril dead-letter list.');
    }
  });
});

describe('tendril people', () => {
  it('exports and deletes', async () => {
    const { tendril, send, admin } = await start();
    await send(
      { type: 'identify', userId: 'u_1', traits: { name: 'Ada' } },
      { type: 'page', userId: 'u_2', messageId: 'other' },
    );
    const { printed } = await tendril('people', 'export', '--user', 'u_1');
    expect(
      printed
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).kind),
    ).toEqual(['person', 'facts', 'event']);
    const document = (await tendril('people', 'export', '--user', 'u_1', '--json')).json();
    expect(document.lines.map(({ kind }: { kind: string }) => kind)).toEqual(['person', 'facts', 'event']);
    const out = join(temporaryDirectory(), 'out.ndjson');
    expect((await tendril('people', 'export', '--user', 'u_1', '--out', out)).printed).toContain(out);
    expect(readFileSync(out, 'utf8').trim().split('\n')).toHaveLength(3);
    const deleted = await tendril('people', 'delete', '--user', 'u_1', '--yes', '--json');
    expect(deleted.json()).toMatchObject({ isDone: true, person: { userIds: ['u_1'] } });
    expect((await admin('events')).events).toHaveLength(1);
    const nobody = await tendril('people', 'delete', '--user', 'u_misspelt', '--yes');
    expect(nobody.printed).toBe('Deleted.\nNo stored event was of them: see that the id is the right one.\n');
    const lost = await tendril('people', 'export', '--user', 'u_2', '--out', temporaryDirectory());
    expect([lost.code, lost.complained]).toEqual([1, expect.stringMatching(/^tendril: --out: .* --out\n$/)]);
    const gone = await tendril('people', 'delete', '--user', 'u_2', '--yes', '--no-wait');
    expect(gone.printed).toBe('It is being deleted.\n');
  });
});

describe('a collector that does not help', () => {
  it('is not there: names it, and the cure', async () => {
    const { code, complained } = await runTendril(['rules', 'history', '--url', 'http://127.0.0.1:9']);
    expect(code).toBe(1);
    expect(complained).toMatch(/No collector answers at http:\/\/127\.0\.0\.1:9: .* --url/);
  });

  it.each([
    ['answers', ['rules', 'history']],
    ['is asked to stream', ['people', 'export', '--user', 'u_1']],
  ])('is none at all: names the address when it %s', async (_name, args) => {
    const { code, printed, complained } = await runTendril([...args, '--url', await startForeignServer()]);
    expect([code, printed]).toEqual([1, '']);
    expect(complained).toMatch(
      /^tendril: --url: The answer is 200, and not of a collector: <html>.* --url\n$/,
    );
  });

  it('breaks off in the middle: says that what came is not whole', async () => {
    const url = await startForeignServer((_request, reply) => {
      reply.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8', 'content-length': 99 });
      reply.write('{"kind":"person"}\n', () => reply.destroy());
    });
    const { code, complained } = await runTendril(['people', 'export', '--user', 'u_1', '--url', url]);
    expect(code).toBe(1);
    expect(complained).toMatch(/^tendril: --url: The answer broke off: .*\. Run it again: .* not whole\./);
  });

  it('refuses the key: says what it said', async () => {
    const { url } = await start();
    const ran = await runTendril(['rules', 'history', '--url', url, '--secret-key', 'wrong', '--json']);
    expect([ran.code, ran.json().error.code]).toEqual([1, 'auth']);
  });
});
