// The three brokers of the distributed tests, on the same cores as everything else.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../build/workspace.mjs';
import { prepareServers } from '../../servers/prepare-servers.mjs';

const TESTING = join(ROOT, 'packages/collector/src/testing');
const load = (path) => import(pathToFileURL(join(TESTING, path)).href);

/** Calls `use` with the address of a cluster; with none, and the reason, where there can be none. */
export async function withCluster(use) {
  const missing = await prepareServers();
  if (missing) return use(undefined, missing);
  await load('resolve-sources.mjs');
  const { startNatsCluster } = await load('servers/nats-cluster.ts');
  const cluster = await startNatsCluster(3);
  try {
    return await use(cluster.url, undefined);
  } finally {
    await cluster.stop();
  }
}
