import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { expect, it } from 'vitest';
import { accepted } from '../../testing/make-chunk.js';
import { temporaryDirectory } from '../../testing/temporary-directory.js';
import { folderDestination } from '../destination/folder.js';
import { exportDay } from '../export-day.js';
import { parquet } from './parquet.js';

const DAY = '2026-01-02';
const events = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const { event } = accepted(`m${i}`, { receivedAt: `${DAY}T10:00:00.000Z` });
    return { seq: i + 1, receivedAt: event.receivedAt, event };
  });
/** Threads that this process waits for. */
const threads = (): number =>
  process.getActiveResourcesInfo().filter((name) => /worker|messageport/i.test(name)).length;

it('writes the rows of all pages in their order, and leaves no thread behind', async () => {
  const file = join(temporaryDirectory(), 'a.parquet');
  const before = threads();
  const writer = await parquet.open(file);
  const all = events(12);
  for (const page of [all.slice(0, 5), all.slice(5, 6), all.slice(6)]) await writer.write(page);
  expect(threads()).toBeGreaterThan(before);
  await writer.finish();
  const bytes = new Uint8Array(await readFile(file));
  const rows = await parquetReadObjects({ file: bytes.buffer, columns: ['message_id'] });
  expect(rows.map(({ message_id: id }) => id)).toEqual(all.map(({ event: { messageId } }) => messageId));
  await expect.poll(threads).toBe(before);
});

it('rejects with what the thread says', async () => {
  const before = threads();
  const writer = await parquet.open(join(temporaryDirectory(), 'nowhere', 'a.parquet'));
  await expect(writer.write(events(1))).rejects.toThrow(/ENOENT/);
  await expect.poll(threads).toBe(before);
});

it('leaves no thread behind where a day can not be read to its end', async () => {
  const before = threads();
  const source = {
    lag: async () => 0,
    events: async (after: number, limit: number) => {
      if (after >= 500) throw new Error('the database is away');
      return events(500)
        .filter(({ seq }) => seq > after)
        .slice(0, limit);
    },
  };
  const destination = folderDestination(temporaryDirectory());
  await expect(exportDay({ source, destination, day: DAY, format: 'parquet' })).rejects.toThrow('is away');
  await expect.poll(threads).toBe(before);
});
