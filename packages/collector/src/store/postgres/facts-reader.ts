import type { Json, JsonObject } from '@tendril/protocol';
import type { Activity, FactsReader, Notice, UsageSample } from '../../facts/facts-reader.port.js';
import { type Subject, subjectsOf, type Viewer } from '../../facts/subject.js';
import type { Database, Row } from '../../postgres/database.js';
import { fromText, toKey } from '../../postgres/text.js';
import { readState } from './store-state.js';

const toSample = (row: Row): UsageSample => ({
  meter: fromText(row.meter),
  used: Number(row.used),
  ...(row.most !== null && { limit: Number(row.most) }),
  day: String(row.day),
});
const toNotice = (row: Row): Notice => ({
  seq: Number(row.seq),
  type: row.type as Notice['type'],
  data: JSON.parse(String(row.data)) as JsonObject,
});
const ofSubject = ({ kind, id }: Subject): [string, string] => [kind, toKey(id)];
/** Two columns for `unnest`, so that one statement asks of both. */
const ofViewer = (viewer: Viewer): [string[], string[]] => {
  const subjects = subjectsOf(viewer);
  return [subjects.map(({ kind }) => kind), subjects.map(({ id }) => toKey(id))];
};
const ASKED = 'JOIN unnest($1::text[], $2::text[]) AS asked (kind, subject) USING (kind, subject)';
const COLUMN = { user: 'person', account: 'account' } as const;

const createActivity = (database: Database): Activity => {
  const count = async (what: string, table: string, day: string, { kind, id }: Subject, from: string) => {
    const sql = `SELECT count(DISTINCT ${what}) AS n FROM ${table} WHERE ${COLUMN[kind]} = $1 AND ${day} >= $2`;
    return Number((await database.query(sql, [toKey(id), from]))[0]?.n);
  };
  const roleOf = (json: unknown): string => {
    const role: unknown = JSON.parse(String(json));
    return typeof role === 'string' ? role : '';
  };
  return {
    days: (subject, from) => count('day', 'activity', 'day', subject, from),
    personDays: async ({ kind, id }, from, to) => {
      const sql = `SELECT count(*) AS n FROM
        (SELECT DISTINCT person, day FROM activity WHERE ${COLUMN[kind]} = $1 AND day >= $2 AND day < $3) AS days`;
      return Number((await database.query(sql, [toKey(id), from, to]))[0]?.n);
    },
    features: (subject, from) => count('name_key', 'features', 'last_day', subject, from),
    roles: async (account, from) => {
      const rows = await database.query(
        `SELECT coalesce(traits.value, '""') AS role, count(DISTINCT person) AS n FROM activity
          LEFT JOIN traits ON kind = 'user' AND subject = person AND name_key = 'role'
          WHERE account = $1 AND day >= $2 GROUP BY role`,
        [toKey(account), from],
      );
      // Anybody may name a role `constructor`, which an object would have already.
      const found = new Map<string, number>();
      for (const row of rows) {
        const role = roleOf(row.role);
        found.set(role, (found.get(role) ?? 0) + Number(row.n));
      }
      return Object.fromEntries(found);
    },
  };
};

/** What is so now, of the PostgreSQL read model. */
export const createFactsReader = (database: Database): FactsReader => ({
  activity: createActivity(database),
  traits: async (subject) => {
    const rows = await database.query(
      'SELECT name, value FROM traits WHERE kind = $1 AND subject = $2 ORDER BY name_key',
      ofSubject(subject),
    );
    return Object.fromEntries(
      rows.map(({ name, value }) => [fromText(name), JSON.parse(String(value)) as Json]),
    );
  },
  usage: async (subject) => {
    const rows = await database.query(
      `SELECT DISTINCT ON (meter_key) meter, used, most, day FROM usage
        WHERE kind = $1 AND subject = $2 ORDER BY meter_key, day DESC`,
      ofSubject(subject),
    );
    return rows.map((row) => {
      const { day: _day, ...reading } = toSample(row);
      return reading;
    });
  },
  usageSamples: async (subject, from) => {
    const rows = await database.query(
      `SELECT meter, used, most, day FROM usage
        WHERE kind = $1 AND subject = $2 AND day >= $3 ORDER BY meter_key, day`,
      [...ofSubject(subject), from],
    );
    return rows.map(toSample);
  },
  factsPosition: async (viewer) => {
    const rows = await database.query(`SELECT max(position) AS n FROM versions ${ASKED}`, ofViewer(viewer));
    return Number(rows[0]?.n ?? 0);
  },
  notices: async (viewer, after, limit) => {
    const rows = await database.query(
      `SELECT seq, type, data FROM notices ${ASKED} WHERE seq > $3 ORDER BY seq LIMIT $4`,
      [...ofViewer(viewer), after, limit],
    );
    return rows.map(toNotice);
  },
  latestNotice: async () => (await readState(database)).noticeSeq,
});
