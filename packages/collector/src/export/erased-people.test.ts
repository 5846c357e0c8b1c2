import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runTendril } from '../testing/run-tendril.js';
import { SECRET_KEY, startCollector, WRITE_KEY } from '../testing/start-collector.js';
import { temporaryDirectory } from '../testing/temporary-directory.js';

const FIRST = Date.parse('2026-01-08T12:00:00.000Z');
const DAY_MS = 24 * 3600 * 1000;

it('takes a person who is deleted out of the days that were exported before', async () => {
  const out = temporaryDirectory();
  const page = (userId: string, messageId: string) => ({ type: 'page', userId, messageId });
  const first = await startCollector({}, { now: () => FIRST });
  const batch = [page('u_1', 'a'), page('u_2', 'b'), page('u_1', 'c')];
  await first.post('/v1/batch', { writeKey: WRITE_KEY, batch });
  await first.applied();
  await first.collector.close();

  // The day is over now.
  const options = { data: first.data, export: out, exportFormat: 'ndjson' } as const;
  const next = await startCollector(options, { now: () => FIRST + DAY_MS });
  const part = join(out, 'day=2026-01-08', 'part-0000.ndjson');
  const read = (file: string): string => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return '';
    }
  };
  await expect.poll(() => read(join(out, 'day=2026-01-08', '_manifest.json'))).toContain('"rows": 3');
  expect(read(part)).toContain('u_1');

  const flags = ['--url', next.url, '--secret-key', SECRET_KEY];
  const ran = await runTendril(['people', 'delete', '--user', 'u_1', '--yes', ...flags]);
  expect(ran.code).toBe(0);
  expect(ran.printed).toMatch(/^Deleted\.\nEvents of them were received on 2026-01-08\./);
  expect(ran.printed).toContain('--from 2026-01-08 --to 2026-01-08');
  expect(
    read(part)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).messageId),
  ).toEqual(['b']);
  expect(JSON.parse(read(join(out, 'day=2026-01-08', '_manifest.json')))).toMatchObject({ rows: 1 });
});
