import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ruleset } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { EventStream } from '../testing/event-stream.js';
import { startCollector, WRITE_KEY } from '../testing/start-collector.js';
import { temporaryDirectory } from '../testing/temporary-directory.js';

const ruleset = (limit: number): Ruleset => ({
  version: '1',
  nudges: [
    {
      id: 'seats',
      rev: 1,
      type: 'banner',
      category: 'upsell',
      who: { 'usage.seats.ratio': { $gte: limit } },
      when: { on: [{ usage: 'seats' }] },
      where: { surface: 'slot', slot: 'app-banner' },
      what: { locale: 'en', content: { en: { title: 'Seats' } } },
    },
  ],
});

const RULES = `/v1/rules?writeKey=${WRITE_KEY}`;
const STREAM = `/v1/stream?writeKey=${WRITE_KEY}`;

const rulesetPlace = ({ id }: { id: string }): number => Number(id.split('.')[0]);

const writeRules = (content: unknown = ruleset(0.7)) => {
  const file = join(temporaryDirectory(), 'rules.json');
  const write = (next: unknown) =>
    writeFileSync(file, typeof next === 'string' ? next : JSON.stringify(next));
  write(content);
  return { file, write };
};

describe('GET /v1/rules', () => {
  it('serves the ruleset of the file under an ETag, and 304 to who has it', async () => {
    const { get } = await startCollector({ rules: writeRules().file });
    const response = await get(RULES);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(await response.json()).toEqual(ruleset(0.7));
    const etag = response.headers.get('etag') as string;
    expect(etag).toMatch(/^"[0-9a-f]{16}"$/);
    for (const held of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const repeated = await get(RULES, { 'if-none-match': held });
      expect([repeated.status, await repeated.text()]).toEqual([304, '']);
    }
    expect((await get(RULES, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('serves an empty ruleset when there is no file', async () => {
    const { get } = await startCollector();
    expect(await (await get(RULES)).json()).toEqual({ version: '1', nudges: [] });
  });

  it('refuses a wrong key, and lets pages of any origin read', async () => {
    const { get } = await startCollector();
    const refused = await get('/v1/rules?writeKey=wrong');
    expect(refused.status).toBe(401);
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    expect((await get('/v1/stream')).status).toBe(401);
  });
});

describe('GET /v1/stream', () => {
  it('says the revision in force at once, and each new one after the file was saved', async () => {
    const { file, write } = writeRules();
    const { get, url } = await startCollector({ rules: file });
    const stream = await EventStream.open(url + STREAM);
    const revision = async () => (await get(RULES)).headers.get('etag')?.replaceAll('"', '');
    const first = await stream.next();
    expect(first).toEqual({ event: 'ruleset', id: expect.any(String), data: { version: await revision() } });
    write(ruleset(0.8));
    const second = await stream.next();
    expect(second.data).toEqual({ version: await revision() });
    expect(second.data).not.toEqual(first.data);
    expect(rulesetPlace(second)).toBeGreaterThan(rulesetPlace(first));
    expect(await (await get(RULES)).json()).toEqual(ruleset(0.8));
  });

  it('resumes: says nothing to who has the latest, and the latest to who does not', async () => {
    const { file, write } = writeRules();
    const { url } = await startCollector({ rules: file });
    const { id } = await (await EventStream.open(url + STREAM)).next();
    const upToDate = await EventStream.open(url + STREAM, { 'last-event-id': id });
    write(ruleset(0.9));
    const next = await upToDate.next();
    expect(rulesetPlace(next)).toBeGreaterThan(rulesetPlace({ id }));
    const behind = await EventStream.open(url + STREAM, { 'last-event-id': id });
    expect(await behind.next()).toEqual(next);
  });

  it('ends when the collector closes', async () => {
    const { collector, url } = await startCollector();
    const stream = await EventStream.open(url + STREAM);
    await stream.next();
    await collector.close();
    expect(await stream.ended()).toBe(true);
  });
});

describe('a ruleset file that changes', () => {
  it('follows an editor that writes beside the file and renames over it', async () => {
    const { file } = writeRules();
    const { url, get } = await startCollector({ rules: file });
    const stream = await EventStream.open(url + STREAM);
    await stream.next();
    for (const limit of [0.8, 0.9]) {
      writeFileSync(`${file}.new`, JSON.stringify(ruleset(limit)));
      renameSync(`${file}.new`, file);
      await stream.next();
      expect(await (await get(RULES)).json()).toEqual(ruleset(limit));
    }
  });

  it.each([
    ['is not JSON', '{"version":', ''],
    ['does not validate', { version: '1', nudges: [{ id: 'x' }] }, 'nudges[0]'],
    ['is too large', ' '.repeat(300 * 1024), ''],
  ])('stays in force with its last good content when the new one %s', async (_name, content, path) => {
    const { file, write } = writeRules();
    const { url, get, logged } = await startCollector({ rules: file });
    write(content);
    const refusals = () => logged.filter(({ msg }) => String(msg).startsWith('ruleset refused'));
    await expect.poll(() => refusals().length).toBeGreaterThan(0);
    expect(refusals()[0]).toMatchObject({
      file,
      path: expect.stringContaining(path),
      cure: expect.stringMatching(/\w/),
    });
    expect(await (await get(RULES)).json()).toEqual(ruleset(0.7));
    const stream = await EventStream.open(url + STREAM);
    await stream.next();
    write(ruleset(0.8));
    await stream.next();
    expect(await (await get(RULES)).json()).toEqual(ruleset(0.8));
  });

  it('has its last good content also after a restart with a bad one', async () => {
    const { file, write } = writeRules();
    const before = await startCollector({ rules: file });
    await before.collector.close();
    write('{');
    const { get, logged } = await startCollector({ rules: file, data: before.data });
    expect(await (await get(RULES)).json()).toEqual(ruleset(0.7));
    expect(logged.some(({ msg }) => String(msg).startsWith('ruleset refused: is not JSON'))).toBe(true);
  });
});
