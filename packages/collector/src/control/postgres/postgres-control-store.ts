import { randomBytes } from 'node:crypto';
import { openSchema } from '../../postgres/open-schema.js';
import type { PostgresAddress } from '../../postgres/postgres-address.js';
import { controlSchemaOf } from '../../postgres/schema-names.js';
import type { ControlStore } from '../control-store.port.js';
import { CONTROL_STEPS } from './migrations.js';
import { createPostgresKeyStore } from './postgres-key-store.js';
import { createPostgresRulesetHistory } from './postgres-ruleset-history.js';

const CONNECTIONS = 3;

/**
 * The control store beside the read model, in a schema of its own: it is in no log, and stays when the read model is
 * built again. Throws a `SetupError`.
 */
export const openPostgresControlStore = async (address: PostgresAddress): Promise<ControlStore> => {
  const database = await openSchema(address, {
    ...{ schema: controlSchemaOf(address.schema), steps: CONTROL_STEPS, connections: CONNECTIONS },
    isDurable: true,
  });
  return {
    keys: createPostgresKeyStore(database),
    rulesets: createPostgresRulesetHistory(database),
    secret: async (name) => {
      const value = randomBytes(32).toString('base64url');
      await database.query('INSERT INTO secrets VALUES ($1, $2) ON CONFLICT DO NOTHING', [name, value]);
      const [row] = await database.query('SELECT value FROM secrets WHERE name = $1', [name]);
      return String(row?.value);
    },
    close: () => database.close(),
  };
};
