import { type Database, openDatabase } from '../postgres/database.js';
import { type PostgresAddress, parsePostgresAddress } from '../postgres/postgres-address.js';
import { explainSetup } from '../postgres/postgres-trouble.js';
import { STORE_STEPS } from '../store/postgres/migrations.js';
import { bad, type Finding, good } from './examine.js';

interface Examined {
  findings: Finding[];
  /** How far the read model is, where there is one. */
  position?: number;
}

const examineSchema = async (database: Database, { schema, where }: PostgresAddress): Promise<Examined> => {
  const [server] = await database.query(
    "SELECT current_setting('server_version') AS version, to_regclass($1) IS NOT NULL AS is_there",
    [`${schema}.state`],
  );
  const detail = `PostgreSQL ${server?.version} at ${where}, schema ${schema}`;
  if (!server?.is_there) return { findings: [good('store', `${detail} is made at the first start`)] };
  const [row] = await database.query(
    'SELECT position, (SELECT max(number) FROM migrations) AS steps FROM state',
  );
  const [steps, position] = [Number(row?.steps), Number(row?.position)];
  if (steps <= STORE_STEPS.length) return { findings: [good('store', detail)], position };
  const cure = 'Run the release that made it, or a later one.';
  return { findings: [bad('store', `${detail} is of a newer release of Tendril`, cure)], position };
};

/** Looks at a PostgreSQL database, and changes nothing. */
export const examineStore = async (url: string): Promise<Examined> => {
  let address: PostgresAddress | undefined;
  try {
    address = parsePostgresAddress(url);
    const options = { schema: address.schema, connections: 1, isDurable: false };
    const database = openDatabase(address, options);
    return await examineSchema(database, address).finally(() => database.close());
  } catch (error) {
    const { message, cure } = explainSetup(error, address ?? { urls: [], where: '', schema: '' }).issue;
    return { findings: [bad('store', message, cure)] };
  }
};
