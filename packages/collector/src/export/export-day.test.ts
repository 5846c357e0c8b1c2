import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import type { ReceivedEvent, StoredEvent } from '../store/store.port.js';
import { accepted } from '../testing/make-chunk.js';
import { startS3 } from '../testing/s3-server.js';
import { temporaryDirectory } from '../testing/temporary-directory.js';
import { folderDestination } from './destination/folder.js';
import { s3Destination } from './destination/s3.js';
import { DayNotApplied, type EventSource } from './events-of-day.js';
import { type DayExport, exportDay, readManifest } from './export-day.js';
import { EVENT_COLUMNS } from './format/event-columns.js';

const DAY = '2026-01-02';

const stored = (seq: number, receivedAt: string, more: Partial<ReceivedEvent> = {}): StoredEvent => ({
  seq,
  receivedAt,
  event: { ...accepted(`m${seq}`, { receivedAt, ...more }).event },
});
/** `count` events, one a minute from the evening before. */
const eventsFrom = (start: string, count: number, stepMs = 60_000): StoredEvent[] =>
  Array.from({ length: count }, (_, i) =>
    stored(i + 1, new Date(Date.parse(start) + i * stepMs).toISOString()),
  );
const sourceOf = (events: StoredEvent[], lags: number[] = []): EventSource => ({
  events: async (after, limit) => events.filter(({ seq }) => seq > after).slice(0, limit),
  lag: async () => lags.shift() ?? 0,
});
const read = async (file: string) => {
  const bytes = await readFile(file);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
};
const linesOf = (file: string) =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

const start = (events: StoredEvent[], more: Partial<DayExport> = {}) => {
  const folder = temporaryDirectory();
  const asked = { source: sourceOf(events), destination: folderDestination(folder), day: DAY, ...more };
  return {
    folder,
    in: (name: string) => join(folder, `day=${DAY}`, name),
    run: (again: Partial<DayExport> = {}) => exportDay({ format: 'ndjson', ...asked, ...again }),
  };
};

describe('the export of a day', () => {
  it('has the events that were received on it, and no others', async () => {
    const events = eventsFrom('2026-01-01T23:00:00.000Z', 26 * 60);
    const { run, in: file } = start(events);
    const manifest = await run();
    expect(manifest).toMatchObject({
      day: DAY,
      format: 'ndjson',
      rows: 24 * 60,
      parts: [{ name: 'part-0000.ndjson' }],
    });
    const lines = linesOf(file('part-0000.ndjson'));
    expect(lines.map(({ seq }) => seq)).toEqual(
      events.filter(({ receivedAt }) => receivedAt.startsWith(DAY)).map(({ seq }) => seq),
    );
    expect(lines[0]).toEqual({ seq: lines[0].seq, ...events[lines[0].seq - 1]!.event });
  });

  it('finds those that changed places around midnight', async () => {
    const at = (time: string) => `2026-01-0${time}.000Z`;
    const events = [
      stored(1, at('2T00:00:01')),
      stored(2, at('1T23:59:59')),
      stored(3, at('2T00:00:02')),
      stored(4, at('3T00:00:01')),
      stored(5, at('2T23:59:59')),
      stored(6, at('3T00:20:00')),
    ];
    const { run, in: file } = start(events);
    await run();
    expect(linesOf(file('part-0000.ndjson')).map(({ seq }) => seq)).toEqual([1, 3, 5]);
  });

  it('comes in parts, and to the same when it is done again', async () => {
    const { run, folder, in: file } = start(eventsFrom(`${DAY}T00:00:00.000Z`, 1200), { partRows: 500 });
    const first = await run();
    expect(first.parts.map(({ name, rows }) => [name, rows])).toEqual([
      ['part-0000.ndjson', 500],
      ['part-0001.ndjson', 500],
      ['part-0002.ndjson', 200],
    ]);
    const bytes = readFileSync(file('part-0001.ndjson'));
    expect(await run()).toEqual(first);
    expect(readFileSync(file('part-0001.ndjson'))).toEqual(bytes);
    expect(readdirSync(folder)).toEqual([`day=${DAY}`]);
  });

  it('leaves nothing of an earlier run that had more, or another format', async () => {
    const { run, in: file } = start(eventsFrom(`${DAY}T00:00:00.000Z`, 1200), { partRows: 500 });
    await run();
    await run({ source: sourceOf(eventsFrom(`${DAY}T00:00:00.000Z`, 3)), format: 'parquet' });
    expect(readdirSync(file('.')).sort()).toEqual(['_manifest.json', 'part-0000.parquet']);
  });

  it('has no manifest, and no half file, while it is under way or when it failed', async () => {
    const events = eventsFrom(`${DAY}T00:00:00.000Z`, 1200);
    const { run, folder, in: file } = start(events, { partRows: 500 });
    await run();
    const seen: boolean[] = [];
    const onProgress = () => void seen.push(existsSync(file('_manifest.json')));
    const failing = {
      ...sourceOf(events),
      events: async (after: number, limit: number) => {
        if (after > 700) throw new Error('the collector is gone');
        return sourceOf(events).events(after, limit);
      },
    };
    await expect(run({ source: failing, onProgress })).rejects.toThrow('the collector is gone');
    expect(seen).not.toContain(true);
    expect(await readManifest(folderDestination(folder), DAY)).toBeUndefined();
    expect(readdirSync(folder)).toEqual([`day=${DAY}`]);
  });

  it('waits for what is not applied yet', async () => {
    const events = eventsFrom(`${DAY}T00:00:00.000Z`, 3);
    const { run } = start(events);
    await expect(run({ source: sourceOf(events, [2, 2]) })).rejects.toThrow(DayNotApplied);
    expect(await run({ source: sourceOf(events, [2, 0]) })).toMatchObject({ rows: 3 });
    // What came on the next day is applied: so is all of this one.
    const later = [...events, stored(9, '2026-01-03T01:00:00.000Z')];
    expect(await run({ source: sourceOf(later, [2, 2]) })).toMatchObject({ rows: 3 });
  });

  it('of a day without events is a manifest without parts', async () => {
    const { run } = start([]);
    expect(await run()).toEqual({ day: DAY, format: 'ndjson', rows: 0, parts: [] });
  });
});

describe('Parquet', () => {
  it('has typed columns that read back as what was stored', async () => {
    const full = stored(7, `${DAY}T10:00:00.123Z`, {
      ...{
        type: 'track',
        event: 'Größe "x"',
        userId: 'u_1',
        anonymousId: 'a_1',
        sentAt: '2026-01-02T10:00:00Z',
      },
      timestamp: '2026-01-02T09:59:59.999Z',
      originalTimestamp: '2026-01-02T11:59:59.999+02:00',
      properties: { n: 1.5, list: [1, 'zwei', null], deep: { yes: true } },
      context: { groupId: 'acct_7', bot: true },
    });
    const bare = stored(8, `${DAY}T11:00:00.000Z`, { type: 'page', name: 'Home', event: undefined as never });
    const { run, in: file } = start([full, bare]);
    await run({ format: 'parquet' });
    const rows = await parquetReadObjects({ file: await read(file('part-0000.parquet')) });
    expect(Object.keys(rows[0]!)).toEqual(EVENT_COLUMNS.map(({ name }) => name));
    expect(rows[0]).toEqual({
      ...{
        seq: 7n,
        message_id: 'm7',
        type: 'track',
        event: 'Größe "x"',
        user_id: 'u_1',
        anonymous_id: 'a_1',
      },
      ...{ group_id: 'acct_7', previous_id: null, name: null, category: null, bot: true },
      timestamp: new Date('2026-01-02T09:59:59.999Z'),
      received_at: new Date('2026-01-02T10:00:00.123Z'),
      original_timestamp: '2026-01-02T11:59:59.999+02:00',
      sent_at: '2026-01-02T10:00:00Z',
      properties: { n: 1.5, list: [1, 'zwei', null], deep: { yes: true } },
      ...{ traits: null, context: { groupId: 'acct_7', bot: true }, integrations: null },
    });
    expect(rows[1]).toMatchObject({ type: 'page', name: 'Home', event: null, bot: false, properties: null });
  });

  it('has no text where an event has something else', async () => {
    const odd = { name: 5, category: {}, previousId: [], context: { groupId: 7 } } as object;
    const { run, in: file } = start([stored(1, `${DAY}T10:00:00.000Z`, odd)], { format: 'parquet' });
    await run();
    const [row] = await parquetReadObjects({ file: await read(file('part-0000.parquet')) });
    expect(row).toMatchObject({
      name: null,
      category: null,
      previous_id: null,
      group_id: null,
    });
  });

  it('is written group by group, so that memory does not grow with the day', async () => {
    const { run, in: file } = start(eventsFrom(`${DAY}T00:00:00.000Z`, 12_000, 1000));
    await run({ format: 'parquet' });
    const buffer = await read(file('part-0000.parquet'));
    const { row_groups: groups, schema } = parquetMetadata(buffer);
    expect(groups.map(({ num_rows: rows }) => Number(rows))).toEqual([5000, 5000, 2000]);
    expect(
      schema
        .slice(1)
        .map(({ name, type, converted_type: as }) => [name, type, as])
        .slice(0, 2),
    ).toEqual([
      ['seq', 'INT64', undefined],
      ['message_id', 'BYTE_ARRAY', 'UTF8'],
    ]);
    const rows = await parquetReadObjects({ file: buffer, columns: ['message_id'] });
    expect(rows.map(({ message_id: id }) => id)).toEqual(
      Array.from({ length: 12_000 }, (_, i) => `m${i + 1}`),
    );
  });
});

describe('a bucket', () => {
  it('takes parts and manifest under signatures that its server verifies', async () => {
    const s3 = await startS3();
    const destination = s3Destination('s3://warehouse/tendril/events', s3.env);
    const { run } = start(eventsFrom(`${DAY}T00:00:00.000Z`, 1200), { destination, partRows: 500 });
    await run({ format: 'parquet' });
    const place = `warehouse/tendril/events/day=${DAY}`;
    expect([...s3.objects.keys()].sort()).toEqual([
      `${place}/_manifest.json`,
      ...[0, 1, 2].map((n) => `${place}/part-000${n}.parquet`),
    ]);
    expect(s3.asked.at(-1)).toBe(`PUT /${place}/_manifest.json`);
    const part = s3.objects.get(`${place}/part-0000.parquet`)!;
    const rows = await parquetReadObjects({ file: new Uint8Array(part).buffer });
    expect(rows).toHaveLength(500);
    await run({ source: sourceOf(eventsFrom(`${DAY}T00:00:00.000Z`, 3)), format: 'parquet' });
    expect([...s3.objects.keys()].sort()).toEqual([`${place}/_manifest.json`, `${place}/part-0000.parquet`]);
  });

  it('is asked again when it is busy', async () => {
    const s3 = await startS3();
    s3.fail(2);
    const { run } = start(eventsFrom(`${DAY}T00:00:00.000Z`, 3), {
      destination: s3Destination('s3://warehouse', s3.env),
    });
    await run();
    expect(s3.objects.has(`warehouse/day=${DAY}/part-0000.ndjson`)).toBe(true);
  });

  it('says why it refuses', async () => {
    const s3 = await startS3();
    const env = { ...s3.env, AWS_SECRET_ACCESS_KEY: 'wrong' };
    const { run } = start([], { destination: s3Destination('s3://warehouse', env) });
    await expect(run()).rejects.toMatchObject({
      issue: {
        code: 'auth',
        message: expect.stringContaining('403'),
        cure: expect.stringContaining('PutObject'),
      },
    });
    expect(s3.objects.size).toBe(0);
  });

  it.each([
    ['s3://', 's3://', {}, '--out'],
    ['capitals', 's3://Warehouse', {}, '--out'],
    ['no key', 's3://warehouse', { AWS_ACCESS_KEY_ID: '' }, 'AWS_ACCESS_KEY_ID'],
    ['a bad endpoint', 's3://warehouse', { AWS_ENDPOINT_URL_S3: 'x' }, 'AWS_ENDPOINT_URL_S3'],
  ])('is not taken with %s', async (_what, address, more, path) => {
    const env = { AWS_ACCESS_KEY_ID: 'k', AWS_SECRET_ACCESS_KEY: 's', ...more };
    expect(() => s3Destination(address, env)).toThrow(
      expect.objectContaining({ issue: expect.objectContaining({ path }) }),
    );
  });
});
