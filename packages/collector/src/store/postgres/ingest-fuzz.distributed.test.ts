import { it } from 'vitest';
import { attack } from '../../testing/attack.js';
import { ownPostgresAddress } from '../../testing/servers/own-address.js';
import { startCollector } from '../../testing/start-collector.js';

it('stores whatever the door lets in', async () => {
  const requestsPerMinute = { address: 0, key: 0 };
  await attack(await startCollector({ store: ownPostgresAddress(), requestsPerMinute }), 300);
});
