import { CONTROL_STEPS } from '../control/postgres/migrations.js';
import { OUTBOX_STEPS } from '../outbox/postgres/migrations.js';
import { openDatabase, type Row, type Statements } from '../postgres/database.js';
import { type PostgresAddress, parsePostgresAddress } from '../postgres/postgres-address.js';
import { explainSetup } from '../postgres/postgres-trouble.js';
import { controlSchemaOf, outboxSchemaOf } from '../postgres/schema-names.js';
import { STORE_STEPS } from '../store/postgres/migrations.js';
import { bad, type Finding, good } from './examine.js';

interface Examined {
  findings: Finding[];
  /** How far the read model is, where there is one. */
  position?: number;
}

/** A schema of Tendril: what is in it, and what this release knows of it. */
interface SchemaKind {
  what: string;
  schema: string;
  steps: readonly string[];
  /** A statement that reads one row. */
  sql: string;
  /** The row in words. */
  describe?: (row: Row) => string;
}

const kindsOf = (schema: string): { store: SchemaKind; others: SchemaKind[] } => ({
  store: { what: 'store', schema, steps: STORE_STEPS, sql: `SELECT position FROM ${schema}.state` },
  others: [
    {
      ...{ what: 'keys and rules', schema: controlSchemaOf(schema), steps: CONTROL_STEPS },
      sql: `SELECT count(*) AS rulesets FROM ${controlSchemaOf(schema)}.rulesets`,
      describe: ({ rulesets }) => `rulesets: ${rulesets}`,
    },
    {
      ...{ what: 'outbox', schema: outboxSchemaOf(schema), steps: OUTBOX_STEPS },
      sql: `SELECT count(*) FILTER (WHERE state = 'waiting') AS waiting, count(*) FILTER (WHERE state = 'dead') AS dead
        FROM ${outboxSchemaOf(schema)}.deliveries WHERE state <> 'delivered'`,
      describe: ({ waiting, dead }) => `deliveries that wait: ${waiting}, that are dead: ${dead}`,
    },
  ],
});

const examineSchema = async (
  statements: Statements,
  where: string,
  { what, schema, steps, sql, describe }: SchemaKind,
): Promise<{ finding: Finding; row?: Row }> => {
  const name = `${where}, schema ${schema}`;
  const [found] = await statements.query('SELECT to_regclass($1) IS NOT NULL AS is_there', [
    `${schema}.migrations`,
  ]);
  if (!found?.is_there) return { finding: good(what, `${name} is made at the first start`) };
  const [done] = await statements.query(`SELECT max(number) AS steps FROM ${schema}.migrations`);
  if (Number(done?.steps) > steps.length) {
    const cure = 'Run the release that made it, or a later one.';
    return { finding: bad(what, `${name} is of a newer release of Tendril`, cure) };
  }
  const [row = {}] = await statements.query(sql);
  return { finding: good(what, describe ? `${name}; ${describe(row)}` : name), row };
};

const examineSchemas = async (
  statements: Statements,
  { schema, where }: PostgresAddress,
): Promise<Examined> => {
  const [server] = await statements.query("SELECT current_setting('server_version') AS version");
  const place = `PostgreSQL ${server?.version} at ${where}`;
  const { store, others } = kindsOf(schema);
  const { finding, row } = await examineSchema(statements, place, store);
  const findings = [finding];
  for (const kind of others) findings.push((await examineSchema(statements, place, kind)).finding);
  return { findings, ...(row && { position: Number(row.position) }) };
};

/** Looks at a PostgreSQL database, and changes nothing. */
export const examineStore = async (url: string): Promise<Examined> => {
  let address: PostgresAddress | undefined;
  try {
    address = parsePostgresAddress(url);
    const options = { schema: address.schema, connections: 1, isDurable: false };
    const database = openDatabase(address, options);
    return await examineSchemas(database, address).finally(() => database.close());
  } catch (error) {
    const { message, cure } = explainSetup(error, address ?? { urls: [], where: '', schema: '' }).issue;
    return { findings: [bad('store', message, cure)] };
  }
};
