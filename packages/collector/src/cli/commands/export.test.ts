import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { dayAt } from '../../export/day.js';
import { SOON } from '../../testing/receiver.js';
import { runTendril } from '../../testing/run-tendril.js';
import { startS3 } from '../../testing/s3-server.js';
import { freePorts } from '../../testing/servers/free-port.js';
import { SECRET_KEY, startCollector, WRITE_KEY } from '../../testing/start-collector.js';
import { temporaryDirectory } from '../../testing/temporary-directory.js';

// Everything here happens beside something else, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const DAY_MS = 24 * 3600 * 1000;
const NOW = Date.now();
const YESTERDAY = dayAt(NOW - DAY_MS);
const BEFORE = dayAt(NOW - 2 * DAY_MS);

/** A collector that received two events on the day before yesterday, one yesterday, and one today. */
const start = async (options: Parameters<typeof startCollector>[0] = {}, parts: object = {}) => {
  let now = NOW - 2 * DAY_MS;
  const running = await startCollector(options, { now: () => now, ...parts });
  const send = async (...ids: string[]) => {
    const batch = ids.map((messageId) => ({ type: 'page', userId: 'u_1', messageId }));
    await running.post('/v1/batch', { writeKey: WRITE_KEY, batch });
  };
  await send('a', 'b');
  now += DAY_MS;
  await send('c');
  now += DAY_MS;
  await send('d');
  await running.applied();
  const out = join(temporaryDirectory(), 'out');
  const env = { TENDRIL_URL: running.url, TENDRIL_SECRET_KEY: SECRET_KEY };
  return {
    ...running,
    out,
    tendril: (args: string[], more = {}) => runTendril(['export', ...args], { ...env, ...more }),
    ids: (day: string) =>
      readFileSync(join(out, `day=${day}`, 'part-0000.ndjson'), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).messageId),
  };
};

it('exports days of a running collector to a folder', async () => {
  const { tendril, out, ids } = await start();
  const days = await tendril(['--from', BEFORE, '--format', 'ndjson', '--out', out]);
  expect([days.code, days.complained]).toEqual([0, '']);
  expect(days.printed).toMatch(new RegExp(`^${BEFORE} +2 +1 +\\d+\n${YESTERDAY} +1 +1 +\\d+$`, 'm'));
  expect([ids(BEFORE), ids(YESTERDAY)]).toEqual([['a', 'b'], ['c']]);
  const { days: parquet } = (await tendril(['--out', out, '--json'])).json();
  expect(parquet).toMatchObject([{ day: YESTERDAY, format: 'parquet', rows: 1 }]);
  expect(existsSync(join(out, `day=${YESTERDAY}`, 'part-0000.ndjson'))).toBe(false);
});

it('exports to a bucket', async () => {
  const { tendril } = await start();
  const s3 = await startS3();
  expect((await tendril(['--out', 's3://warehouse/t'], s3.env)).code).toBe(0);
  expect([...s3.objects.keys()]).toContain(`warehouse/t/day=${YESTERDAY}/_manifest.json`);
});

it.each([
  [['--out', 'x', '--to', dayAt(NOW)], 2, 'not over yet'],
  [['--out', 'x', '--to', '2026-02-30'], 2, 'no day'],
  [['--out', 'x', '--from', YESTERDAY, '--to', BEFORE], 2, 'is after'],
  [['--out', 'x', '--format', 'csv'], 2, 'parquet, ndjson'],
  [[], 2, '--out is missing'],
  [['--out', 's3://warehouse'], 1, 'AWS_ACCESS_KEY_ID'],
  [['--out', 's3://w'], 1, '3 to 63 small letters'],
])('refuses %j', async (args, code, said) => {
  const ran = await runTendril(['export', ...args], { TENDRIL_URL: 'http://127.0.0.1:9' });
  expect([ran.code, ran.complained]).toEqual([code, expect.stringContaining(said)]);
});

it('says what can not be written, and the cure', async () => {
  const { tendril, data } = await start();
  const [port] = await freePorts(1);
  const file = await tendril(['--out', join(data, 'inbox.db')]);
  expect([file.code, file.complained]).toEqual([
    1,
    expect.stringMatching(/^tendril: --out: .*EEXIST.* --out\n$/),
  ]);
  const env = {
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 's',
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
  };
  const bucket = await tendril(['--out', 's3://warehouse'], env);
  expect([bucket.code, bucket.complained]).toEqual([
    1,
    expect.stringMatching(/^tendril: --out: .* --out\n$/),
  ]);
});

it('goes on by itself in the server: every day that is over, once', async () => {
  const before = await start();
  await before.collector.close();
  const options = { data: before.data, export: before.out, exportFormat: 'ndjson' as const };
  const { logged, collector } = await startCollector(options);
  const exported = (lines: Record<string, unknown>[]) =>
    lines.filter(({ msg }) => msg === 'a day was exported').map(({ day, rows }) => [day, rows]);
  await expect.poll(() => exported(logged).length, SOON).toBe(7);
  expect(exported(logged).slice(-2)).toEqual([
    [BEFORE, 2],
    [YESTERDAY, 1],
  ]);
  expect(before.ids(BEFORE)).toEqual(['a', 'b']);
  await collector.close();
  const again = await startCollector(options);
  await again.applied();
  await again.collector.close();
  expect(exported(again.logged)).toEqual([]);
});
