import { readdirSync } from 'node:fs';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { ALWAYS_MINE } from '../applier/turn.port.js';
import { temporaryDirectory } from '../testing/temporary-directory.js';
import { folderDestination } from './destination/folder.js';
import { scheduleExport } from './schedule-export.js';

/** The days that are in the folder after the first look. */
const firstLook = async (isMine: boolean): Promise<string[]> => {
  const folder = temporaryDirectory();
  const schedule = scheduleExport({
    source: { events: async () => [], lag: async () => 0 },
    destination: folderDestination(folder),
    format: 'ndjson',
    turn: { ...ALWAYS_MINE, isMine: () => isMine },
    logger: pino({ level: 'silent' }),
    now: () => Date.parse('2026-01-09T12:00:00.000Z'),
  });
  await schedule.stop();
  return readdirSync(folder).sort();
};

it('exports the days of the last week that are missing, and leaves them to the collector whose turn it is', async () => {
  expect(await firstLook(true)).toEqual([2, 3, 4, 5, 6, 7, 8].map((day) => `day=2026-01-0${day}`));
  expect(await firstLook(false)).toEqual([]);
});
