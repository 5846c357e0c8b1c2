import { expect, it, onTestFinished } from 'vitest';
import { createFleet } from './testing/collector-fleet.js';
import { demandNothingLost } from './testing/demand-nothing-lost.js';
import { makeRuleset } from './testing/make-ruleset.js';
import { startLoad } from './testing/send-load.js';
import { startNatsCluster } from './testing/servers/nats-cluster.js';
import { type PostgresNode, startPostgresCluster } from './testing/servers/postgres-cluster.js';
import { SECRET_KEY, WRITE_KEY } from './testing/start-collector.js';

const FAILOVERS = 3;
const BATCHES = 80;

const startServers = async () => {
  const [nats, postgres] = await Promise.all([startNatsCluster(3), startPostgresCluster(2)]);
  onTestFinished(async () => void (await Promise.all([nats.stop(), postgres.stop()])));
  return { nats, postgres };
};

const RECEIVED = "pg_wal_lsn_diff(pg_last_wal_receive_lsn(), '0/0')::bigint";
const APPLIED = '(SELECT position FROM tendril.state)';

/** The standby that has most of what the dead one had, as whoever promotes one would choose. */
const furthest = async (nodes: PostgresNode[]): Promise<PostgresNode> => {
  const known = await Promise.all(
    nodes.map(async (node) => ({ node, received: BigInt(String(await node.ask(RECEIVED))) })),
  );
  return known.reduce((one, other) => (other.received > one.received ? other : one)).node;
};

/** Publishes a ruleset at a collector: it is on two servers when that is answered. */
const publish = async (url: string, id: string): Promise<void> => {
  const reply = await fetch(`${url}/v1/admin/rules`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ruleset: makeRuleset(id) }),
  });
  expect(reply.status).toBe(200);
};

const servedNudge = async (url: string): Promise<unknown> => {
  const reply = await fetch(`${url}/v1/rules?writeKey=${WRITE_KEY}`);
  return ((await reply.json()) as { nudges: { id: string }[] }).nudges[0]?.id;
};

it('finds the database again by itself when its primary is killed and a standby promoted, and nothing is lost or counted twice', async () => {
  const { nats, postgres } = await startServers();
  const places = { log: nats.url, store: postgres.url };
  const fleet = createFleet([`--log=${places.log}`, `--store=${places.store}`]);
  await fleet.start();
  await fleet.start();
  const isReady = async () =>
    Promise.all(fleet.urls().map(async (url) => (await fetch(`${url}/readyz`)).status));
  const load = startLoad(fleet.urls);
  let primary = postgres.first;
  for (let round = 1; round <= FAILOVERS; round += 1) {
    await load.goesOn(BATCHES);
    await publish(fleet.urls()[0]!, `round-${round}`);
    const dead = primary;
    const standbys = postgres.nodes.filter((node) => node !== dead);
    // Of what comes now no standby knows: the read model goes back when one is promoted.
    await Promise.all(standbys.map((node) => node.cutOff()));
    const known = Number(await dead.ask(APPLIED));
    await expect.poll(async () => Number(await dead.ask(APPLIED))).toBeGreaterThan(known + 5);
    await dead.kill();
    // Events need the log alone.
    await load.goesOn(BATCHES);
    primary = await furthest(standbys);
    expect(Number(await primary.ask(APPLIED))).toBeLessThanOrEqual(known);
    await primary.promote();
    await Promise.all(standbys.map((node) => node.reconnect()));
    await expect.poll(isReady, { timeout: 30_000 }).toEqual([200, 200]);
    await load.goesOn(BATCHES);
    // The dead one would begin with what the others do not have: it is copied anew.
    await dead.followAnew();
  }
  await load.stop();
  // Who starts later asks the database, and not the memory of the others.
  expect(await servedNudge(await fleet.start())).toBe(`round-${FAILOVERS}`);
  await demandNothingLost(load, fleet, places);
}, 240_000);
