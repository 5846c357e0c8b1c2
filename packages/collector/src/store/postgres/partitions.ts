import type { Statements } from '../../postgres/database.js';

const DAY_MS = 24 * 3600 * 1000;
/** Days of one table. */
const SPAN = { events: 1, message_ids: 7 } as const;
export type Partitioned = keyof typeof SPAN;

const isoDay = (days: number): string => new Date(days * DAY_MS).toISOString().slice(0, 10);

/** The table that holds a day: its name and its bounds, the upper one not in it. */
const partitionOf = (table: Partitioned, day: string) => {
  const days = Math.floor(Date.parse(day) / DAY_MS);
  const start = days - (days % SPAN[table]);
  const [from, to] = [isoDay(start), isoDay(start + SPAN[table])];
  return { name: `${table}_${from.replaceAll('-', '')}`, from, to };
};

/** Makes the tables of these days where they are missing. True when it made one. */
export const ensurePartitions = async (
  statements: Statements,
  table: Partitioned,
  days: Iterable<string>,
): Promise<boolean> => {
  const wanted = new Map([...days].map((day) => partitionOf(table, day)).map((one) => [one.name, one]));
  const rows = await statements.query(
    'SELECT relname FROM pg_class WHERE relname = ANY($1) AND relnamespace = current_schema()::regnamespace',
    [[...wanted.keys()]],
  );
  for (const { relname } of rows) wanted.delete(String(relname));
  for (const { name, from, to } of wanted.values()) {
    await statements.query(
      `CREATE TABLE ${name} PARTITION OF ${table} FOR VALUES FROM ('${from}') TO ('${to}')`,
    );
  }
  return wanted.size > 0;
};

/** Names of the tables all of whose days are before `day`, the oldest first. */
export const partitionsBefore = async (
  statements: Statements,
  table: Partitioned,
  day: string,
): Promise<string[]> => {
  const rows = await statements.query(
    `SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
      WHERE inhparent = '${table}'::regclass ORDER BY relname`,
  );
  const names = rows.map(({ relname }) => String(relname));
  const end = isoDay(Math.floor(Date.parse(day) / DAY_MS) - SPAN[table]).replaceAll('-', '');
  return names.filter((name) => name.slice(table.length + 1) <= end);
};
