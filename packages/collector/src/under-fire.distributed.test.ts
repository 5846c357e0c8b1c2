import { jetstreamManager } from '@nats-io/jetstream';
import { expect, it, onTestFinished } from 'vitest';
import { connectNats } from './nats/connect-nats.js';
import { parseNatsAddress } from './nats/nats-address.js';
import { parsePostgresAddress } from './postgres/postgres-address.js';
import { openPostgresStore } from './store/postgres/postgres-store.js';
import { addressOf, startTendril, type TendrilProcess } from './testing/collector-process.js';
import { runTendril } from './testing/run-tendril.js';
import { startLoad, statsOf, storedIds } from './testing/send-load.js';
import { type NatsCluster, type NatsNode, startNatsCluster } from './testing/servers/nats-cluster.js';
import { startPostgres } from './testing/servers/postgres-server.js';
import { SECRET_KEY, WRITE_KEY } from './testing/start-collector.js';
import { temporaryDirectory } from './testing/temporary-directory.js';

const STREAM = 'TENDRIL';
const BATCHES = 60;

/** Servers of its own: it kills them. */
const startServers = async () => {
  const [nats, postgres] = await Promise.all([startNatsCluster(3), startPostgres()]);
  onTestFinished(async () => void (await Promise.all([nats.stop(), postgres.stop()])));
  return { nats, postgres };
};

/** Who leads the stream now; waits while nobody does, and until the other servers have all of it. */
const leaderOf = async (nats: NatsCluster): Promise<NatsNode> => {
  const connection = await connectNats(parseNatsAddress(nats.url));
  try {
    const manager = await jetstreamManager(connection);
    let name: string | undefined;
    const look = async (): Promise<boolean> => {
      const { cluster } = await manager.streams.info(STREAM);
      name = cluster?.leader;
      return (
        name !== undefined && (cluster?.replicas ?? []).every(({ current, offline }) => current && !offline)
      );
    };
    await expect.poll(() => look().catch(() => false), { timeout: 45_000, interval: 200 }).toBe(true);
    return nats.nodes.find((node) => node.name === name)!;
  } finally {
    await connection.close();
  }
};

/** What the read model holds when no collector runs. */
const contents = async (url: string) => {
  const store = await openPostgresStore(parsePostgresAddress(url));
  const found = {
    counts: await store.counts(),
    position: await store.position(),
    events: await store.events(0, 1_000_000),
    days: await store.activity.days({ kind: 'user', id: 'u_1' }, '2000-01-01'),
    facts: await store.factsPosition({ user: 'u_1' }),
  };
  await store.close();
  return found;
};

it('loses nothing that was acknowledged and counts nothing twice while brokers, collectors and the database are killed', async () => {
  const { nats, postgres } = await startServers();
  const places = [`--log=${nats.url}`, `--store=${postgres.url}`];
  const running = new Map<string, TendrilProcess>();
  const start = async (): Promise<string> => {
    const data = temporaryDirectory();
    const keys = [`--write-key=${WRITE_KEY}`, `--secret-key=${SECRET_KEY}`];
    const limits = ['--address-limit=0', '--key-limit=0', '--min-free=0'];
    const tendril = startTendril([
      'serve',
      '--port=0',
      `--data=${data}`,
      ...keys,
      ...limits,
      ...places,
      '--quiet',
    ]);
    const url = await addressOf(tendril);
    running.set(url, tendril);
    return url;
  };
  const killCollector = async (url: string): Promise<void> => {
    const tendril = running.get(url)!;
    running.delete(url);
    tendril.child.kill('SIGKILL');
    await tendril.ended;
  };
  // The first one gets the turn to apply.
  const first = await start();
  await start();
  const load = startLoad(() => [...running.keys()]);
  await load.goesOn(BATCHES);

  const leader = await leaderOf(nats);
  await leader.kill();
  await load.goesOn(BATCHES);
  await leader.start();

  await killCollector(first);
  await load.goesOn(BATCHES);
  await start();

  await postgres.kill();
  await load.goesOn(BATCHES);
  await postgres.start();
  await load.goesOn(BATCHES);

  const next = await leaderOf(nats);
  const follower = nats.nodes.find((node) => node !== next)!;
  await follower.kill();
  await load.goesOn(BATCHES);
  await follower.start();

  await load.stop();
  const [url] = [...running.keys()];
  const stored = await storedIds(url!);
  expect(load.refused()).toBeGreaterThan(0);
  expect(load.acknowledged.filter((id) => !stored.includes(id))).toEqual([]);
  expect(new Set(stored).size).toBe(stored.length);
  expect(stored.length).toBe(load.acknowledged.length);
  const { received, duplicates } = await statsOf(url!);
  expect(received).toBe(stored.length + duplicates);

  for (const [url, { child, ended }] of running) {
    child.kill('SIGTERM');
    expect([url, await ended]).toEqual([url, 0]);
  }
  const { counts, ...grown } = await contents(postgres.url);
  const replayed = await runTendril(['replay', `--data=${temporaryDirectory()}`, ...places]);
  expect(replayed.complained).toBe('');
  const { counts: recounted, ...rebuilt } = await contents(postgres.url);
  expect(rebuilt).toEqual(grown);
  // A broker hands out records that the others do not have yet. One that nobody was told of may be gone with the broker:
  // it was applied, its repetition was a duplicate, and is none when the log is read again.
  expect(recounted.duplicates).toBeLessThanOrEqual(counts.duplicates);
  expect([recounted.stored, recounted.deadLetters]).toEqual([counts.stored, counts.deadLetters]);
}, 180_000);
