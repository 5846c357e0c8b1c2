import { jetstreamManager } from '@nats-io/jetstream';
import { expect, it, onTestFinished } from 'vitest';
import { connectNats } from './nats/connect-nats.js';
import { parseNatsAddress } from './nats/nats-address.js';
import { createFleet } from './testing/collector-fleet.js';
import { demandNothingLost } from './testing/demand-nothing-lost.js';
import { startLoad } from './testing/send-load.js';
import { type NatsCluster, type NatsNode, startNatsCluster } from './testing/servers/nats-cluster.js';
import { startPostgres } from './testing/servers/postgres-server.js';

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
    // A server that has just been killed answers no check: looking is tried again.
    const manager = await jetstreamManager(connection, { checkAPI: false });
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

it('loses nothing that was acknowledged and counts nothing twice while brokers, collectors and the database are killed', async () => {
  const { nats, postgres } = await startServers();
  const fleet = createFleet([`--log=${nats.url}`, `--store=${postgres.url}`]);
  // The first one gets the turn to apply.
  const first = await fleet.start();
  await fleet.start();
  const load = startLoad(fleet.urls);
  await load.goesOn(BATCHES);

  const leader = await leaderOf(nats);
  const kill = async (node: NatsNode) => {
    await node.kill();
    await load.goesOn(BATCHES);
    await node.start();
    await leaderOf(nats);
  };
  await kill(leader);

  await fleet.kill(first);
  await load.goesOn(BATCHES);
  await fleet.start();

  await postgres.kill();
  await load.goesOn(BATCHES);
  await postgres.start();
  await load.goesOn(BATCHES);

  // Each of the three is killed once, whether it leads by now or follows.
  for (const node of nats.nodes) if (node !== leader) await kill(node);

  await load.stop();
  expect(load.refused()).toBeGreaterThan(0);
  await demandNothingLost(load, fleet, { log: nats.url, store: postgres.url });
}, 180_000);
