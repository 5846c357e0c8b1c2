import { onTestFinished } from 'vitest';
import { parsePostgresAddress } from '../../postgres/postgres-address.js';
import { ownPostgresAddress } from '../../testing/servers/own-address.js';
import { controlStoreConformance } from '../control-store.conformance.js';
import { openPostgresControlStore } from './postgres-control-store.js';

controlStoreConformance('PostgreSQL', async () => {
  const address = parsePostgresAddress(ownPostgresAddress());
  return async () => {
    const control = await openPostgresControlStore(address);
    onTestFinished(() => control.close());
    return control;
  };
});
