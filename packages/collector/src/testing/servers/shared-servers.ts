import type { TestProject } from 'vitest/node';
import { startNatsCluster } from './nats-cluster.js';
import { startPostgres } from './postgres-server.js';

declare module 'vitest' {
  interface ProvidedContext {
    natsUrl: string;
    postgresUrl: string;
  }
}

/** Servers that the tests of the project `distributed` share: each takes a stream and a schema of its own. */
export const setup = async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  const starting = [startNatsCluster(3), startPostgres()] as const;
  const stop = async (): Promise<void> => {
    for (const started of await Promise.allSettled(starting)) {
      if (started.status === 'fulfilled') await started.value.stop();
    }
  };
  try {
    const [nats, postgres] = await Promise.all(starting);
    provide('natsUrl', nats.url);
    provide('postgresUrl', postgres.url);
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
};
