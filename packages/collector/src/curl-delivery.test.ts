import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { startCollector, WRITE_KEY } from './testing/start-collector.js';
import { temporaryDirectory } from './testing/temporary-directory.js';

const run = promisify(execFile);
const curl = async (...args: string[]) =>
  JSON.parse((await run('curl', ['--fail-with-body', '-sS', ...args])).stdout);

it('takes what curl sends: a batch, one event as curl labels it, and a file in gzip', async () => {
  const { url, events } = await startCollector();
  const batch = { batch: [{ type: 'track', event: 'export', userId: 'u_1', messageId: 'a' }] };
  expect(await curl('-u', `${WRITE_KEY}:`, `${url}/v1/batch`, '-d', JSON.stringify(batch))).toMatchObject({
    accepted: 1,
  });
  const single = { writeKey: WRITE_KEY, userId: 'u_1', event: 'look', messageId: 'b' };
  expect(await curl(`${url}/v1/track`, '-d', JSON.stringify(single))).toMatchObject({ accepted: 1 });
  const file = join(temporaryDirectory(), 'events.json.gz');
  const page = { writeKey: WRITE_KEY, batch: [{ type: 'page', userId: 'u_1', messageId: 'c' }] };
  writeFileSync(file, gzipSync(JSON.stringify(page)));
  expect(await curl(`${url}/v1/batch`, '--data-binary', `@${file}`)).toMatchObject({ accepted: 1 });
  expect((await events(3)).map(({ event: { messageId } }) => messageId)).toEqual(['a', 'b', 'c']);
});
