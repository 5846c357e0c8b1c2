import { type Database, openDatabase } from './database.js';
import { migrate } from './migrate.js';
import type { PostgresAddress } from './postgres-address.js';
import { explainSetup } from './postgres-trouble.js';

export interface SchemaOptions {
  schema: string;
  steps: readonly string[];
  connections: number;
  isDurable: boolean;
}

/** Opens a schema and brings it up to date. Throws a `SetupError`. */
export const openSchema = async (address: PostgresAddress, options: SchemaOptions): Promise<Database> => {
  const database = openDatabase(address, options);
  try {
    await migrate(database, options.schema, options.steps);
    return database;
  } catch (error) {
    await database.close();
    throw explainSetup(error, address);
  }
};
