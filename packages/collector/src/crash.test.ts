import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { Ruleset } from '@tendril/protocol';
import { unpackTally } from '@tendril/rules';
import { expect, it } from 'vitest';
import { filesIn } from './open-storage.js';
import { openSqliteStore } from './store/sqlite/sqlite-store.js';
import { addressOf, startTendril, type TendrilProcess } from './testing/collector-process.js';
import { contentsOf, demandSameWhenRebuilt } from './testing/read-model.js';
import { sendBatch } from './testing/send-load.js';
import { SECRET_KEY, WRITE_KEY } from './testing/start-collector.js';
import { temporaryDirectory } from './testing/temporary-directory.js';
import { writeFiles } from './testing/write-files.js';

const KILLS = 10;
const SENDERS = 8;
const LEAST_OF_ROUND = 10;
const MOST_OF_ROUND = 30;
/** A request takes a few milliseconds: a kill meets it anywhere on its way. */
const MOST_MS_LATER = 20;

const admin = async (url: string, path: string) =>
  (
    await fetch(`${url}/v1/admin/${path}`, { headers: { authorization: `Bearer ${SECRET_KEY}` } })
  ).json() as Promise<{
    // biome-ignore lint/suspicious/noExplicitAny: whatever the path answers.
    [key: string]: any;
  }>;

const storedIds = async (url: string): Promise<string[]> => {
  const ids: string[] = [];
  for (let after = 0; ; ) {
    const { events, last } = await admin(url, `events?limit=1000&after=${after}`);
    if (events.length === 0) return ids;
    ids.push(...events.map(({ event }: { event: { messageId: string } }) => event.messageId));
    after = last;
  }
};

/** Asks for a count of what is sent, and for a membership that comes of it. */
const RULESET: Ruleset = {
  version: '1',
  segments: { busy: { $did: { event: 'export', within: '7d', count: { $gte: 50 } } } },
  nudges: [],
};

it('loses nothing that was acknowledged, counts nothing twice, and is what its log says, however often and whenever it is killed', async () => {
  const data = join(temporaryDirectory(), 'data');
  const args = [
    'serve',
    '--port=0',
    `--data=${data}`,
    `--write-key=${WRITE_KEY}`,
    `--secret-key=${SECRET_KEY}`,
    `--rules=${writeFiles({ 'rules.json': RULESET })['rules.json']}`,
  ];
  const start = async (): Promise<[TendrilProcess, string]> => {
    const tendril = startTendril([...args, '--quiet']);
    return [tendril, await addressOf(tendril)];
  };
  const acknowledged: string[][] = [];
  const cutOff: string[][] = [];
  let batches = 0;
  const keepSending = async (url: string, kill: () => void, enough: number): Promise<void> => {
    for (;;) {
      const n = batches++;
      const ids = Array.from({ length: 5 }, (_, i) => `m-${n}-${i}`);
      if (!(await sendBatch(url, ids))) return void cutOff.push(ids);
      acknowledged.push(ids);
      // The other senders are in the middle of theirs.
      if (acknowledged.length === enough) setTimeout(kill, randomInt(MOST_MS_LATER));
    }
  };

  for (let round = 1; round <= KILLS; round += 1) {
    const [tendril, url] = await start();
    const kill = () => void tendril.child.kill('SIGKILL');
    const enough = acknowledged.length + randomInt(LEAST_OF_ROUND, MOST_OF_ROUND);
    await Promise.all(Array.from({ length: SENDERS }, () => keepSending(url, kill, enough)));
    expect(await tendril.ended).toBe('SIGKILL');
  }

  const [tendril, url] = await start();
  const settled = () => expect.poll(async () => (await admin(url, 'stats')).lag, { timeout: 10_000 }).toBe(0);
  await settled();
  const stored = await storedIds(url);
  expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS * LEAST_OF_ROUND);
  expect(acknowledged.flat().filter((id) => !stored.includes(id))).toEqual([]);
  expect(new Set(stored).size).toBe(stored.length);

  // What clients do next: everything that was cut off, and for good measure everything else, is sent again.
  for (const ids of [...cutOff, ...acknowledged]) expect(await sendBatch(url, ids)).toBe(true);
  await settled();
  const { received, stored: count, duplicates } = await admin(url, 'stats');
  expect(count).toBe((acknowledged.length + cutOff.length) * 5);
  expect(received).toBe(count + duplicates);
  tendril.child.kill('SIGTERM');
  expect(await tendril.ended).toBe(0);

  const open = () => openSqliteStore(filesIn(data).store);
  const { tallies, memberships } = await contentsOf(await open());
  const [counted] = Object.values(tallies);
  const counts = counted?.tallies.map(unpackTally).flatMap(({ buckets }) => [...buckets.values()]);
  expect(counts?.reduce((sum, n) => sum + n, 0)).toBe(count);
  expect(memberships.map(({ name, change }) => `${change} ${name}`)).toEqual(['entered busy']);
  const { grown, rebuilt } = await demandSameWhenRebuilt(open, ['--data', data]);
  expect(rebuilt).toEqual(grown);
}, 120_000);
