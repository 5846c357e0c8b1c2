import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { ALWAYS_MINE } from '../applier/turn.port.js';
import { accepted } from '../testing/make-chunk.js';
import { temporaryDirectory } from '../testing/temporary-directory.js';
import { folderDestination } from './destination/folder.js';
import { type ExportSchedule, scheduleExport } from './schedule-export.js';

const start = (more: Partial<ExportSchedule> = {}, folder = temporaryDirectory()) => {
  const logged: Record<string, unknown>[] = [];
  const schedule = scheduleExport({
    source: { events: async () => [], lag: async () => 0 },
    destination: folderDestination(folder),
    format: 'ndjson',
    turn: ALWAYS_MINE,
    logger: pino({ level: 'error' }, { write: (line: string) => void logged.push(JSON.parse(line)) }),
    now: () => Date.parse('2026-01-09T12:00:00.000Z'),
    keepEventsDays: 0,
    ...more,
  });
  return { schedule, folder, logged };
};
const { signal } = new AbortController();

/** The days that are in the folder after the first look. */
const firstLook = async (isMine: boolean): Promise<string[]> => {
  const { schedule, folder } = start({ turn: { ...ALWAYS_MINE, isMine: () => isMine } });
  await schedule.stop();
  return readdirSync(folder).sort();
};

it('exports the days of the last week that are missing, and leaves them to the collector whose turn it is', async () => {
  expect(await firstLook(true)).toEqual([2, 3, 4, 5, 6, 7, 8].map((day) => `day=2026-01-0${day}`));
  expect(await firstLook(false)).toEqual([]);
});

it('writes exported days anew, as they were, and none that was not exported', async () => {
  const first = start();
  await first.schedule.stop();
  // From now on days are exported in another format; there is an event that was not there.
  const { event } = accepted('m1', { receivedAt: '2026-01-03T10:00:00.000Z' });
  const events = async (after: number) =>
    after < 1 ? [{ seq: 1, receivedAt: event.receivedAt, event }] : [];
  const source = { events, lag: async () => 0 };
  const { schedule, folder } = start({ source, format: 'parquet' }, first.folder);
  await schedule.rewrite(['2026-01-03', '2025-12-01', '2026-01-09'], signal);
  await schedule.stop();
  expect(readdirSync(folder)).toHaveLength(7);
  expect(readdirSync(join(folder, 'day=2026-01-03')).sort()).toEqual(['_manifest.json', 'part-0000.ndjson']);
});

it('leaves a day as it is that is not kept whole any more, and says so', async () => {
  const first = start();
  await first.schedule.stop();
  const before = statSync(join(first.folder, 'day=2026-01-02', '_manifest.json')).mtimeMs;
  const { schedule, folder, logged } = start({ keepEventsDays: 7 }, first.folder);
  await schedule.rewrite(['2026-01-02'], signal);
  expect(statSync(join(folder, 'day=2026-01-02', '_manifest.json')).mtimeMs).toBe(before);
  expect(logged).toEqual([
    expect.objectContaining({ day: '2026-01-02', cure: expect.stringContaining('Remove') }),
  ]);
  await schedule.stop();
});

it('rejects when a day can not be written anew, and does it when it is asked again', async () => {
  const first = start();
  await first.schedule.stop();
  const { event } = accepted('m1', { receivedAt: '2026-01-05T10:00:00.000Z' });
  const events = async (after: number) =>
    after < 1 ? [{ seq: 1, receivedAt: event.receivedAt, event }] : [];
  let isAway = true;
  const destination = folderDestination(first.folder);
  const put = (path: string, file: string) =>
    isAway && path.includes('part')
      ? Promise.reject(new Error('the bucket is away'))
      : destination.put(path, file);
  // Of a turn that is another one's: nothing here but what is asked for.
  const { schedule } = start({
    ...{ source: { events, lag: async () => 0 }, turn: { ...ALWAYS_MINE, isMine: () => false } },
    destination: { ...destination, put },
  });
  await expect(schedule.rewrite(['2026-01-05'], signal)).rejects.toThrow('the bucket is away');
  const names = () => readdirSync(join(first.folder, 'day=2026-01-05')).sort();
  expect(names()).toEqual(['_earlier.json']);
  isAway = false;
  await schedule.rewrite(['2026-01-05'], signal);
  expect(names()).toEqual(['_manifest.json', 'part-0000.ndjson']);
  await schedule.stop();
});
