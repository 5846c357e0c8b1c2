import type { DatabaseSync } from 'node:sqlite';
import type { Json, JsonObject } from '@tendril/protocol';
import type { Activity, FactsReader, Notice, UsageSample } from '../../facts/facts-reader.port.js';
import { type Subject, subjectsOf } from '../../facts/subject.js';

type Row = Record<string, unknown>;

const toSample = (row: Row): UsageSample => ({
  meter: String(row.meter),
  used: Number(row.used),
  ...(row.most !== null && { limit: Number(row.most) }),
  day: String(row.day),
});
const toNotice = (row: Row): Notice => ({
  seq: Number(row.seq),
  type: row.type as Notice['type'],
  data: JSON.parse(String(row.data)) as JsonObject,
});
const toTraits = (rows: Row[]): JsonObject =>
  Object.fromEntries(rows.map(({ name, value }) => [String(name), JSON.parse(String(value)) as Json]));
const number = (row: Row | undefined): number => Number(row?.n ?? 0);

const createActivity = (db: DatabaseSync): Activity => {
  const count = (what: string, table: string, day: string) => ({
    user: db.prepare(`SELECT count(DISTINCT ${what}) AS n FROM ${table} WHERE user = ? AND ${day} >= ?`),
    account: db.prepare(
      `SELECT count(DISTINCT ${what}) AS n FROM ${table} WHERE account = ? AND ${day} >= ?`,
    ),
  });
  const days = count('day', 'activity', 'day');
  const personDays = (of: string) =>
    db.prepare(`SELECT count(*) AS n FROM
      (SELECT DISTINCT user, day FROM activity WHERE ${of} = ? AND day >= ? AND day < ?)`);
  const worked = { user: personDays('user'), account: personDays('account') };
  const features = count('name', 'features', 'last_day');
  const roles =
    db.prepare(`SELECT coalesce(traits.value, '""') AS role, count(DISTINCT user) AS n FROM activity
    LEFT JOIN traits ON kind = 'user' AND subject = user AND name = 'role'
    WHERE account = ? AND day >= ? GROUP BY role`);
  const roleOf = (json: unknown): string => {
    const role: unknown = JSON.parse(String(json));
    return typeof role === 'string' ? role : '';
  };
  return {
    days: async ({ kind, id }, from) => number(days[kind].get(id, from)),
    personDays: async ({ kind, id }, from, to) => number(worked[kind].get(id, from, to)),
    features: async ({ kind, id }, from) => number(features[kind].get(id, from)),
    roles: async (account, from) => {
      // Anybody may name a role `constructor`, which an object would have already.
      const found = new Map<string, number>();
      for (const row of roles.all(account, from)) {
        const role = roleOf(row.role);
        found.set(role, (found.get(role) ?? 0) + number(row));
      }
      return Object.fromEntries(found);
    },
  };
};

/** What is so now, of the SQLite read model. */
export const createFactsReader = (db: DatabaseSync): FactsReader => {
  const traits = db.prepare('SELECT name, value FROM traits WHERE kind = ? AND subject = ? ORDER BY name');
  const usage = db.prepare(`SELECT meter, used, most, max(day) AS day FROM usage
    WHERE kind = ? AND subject = ? GROUP BY meter ORDER BY meter`);
  const samples = db.prepare(`SELECT meter, used, most, day FROM usage
    WHERE kind = ? AND subject = ? AND day >= ? ORDER BY meter, day`);
  const version = db.prepare('SELECT position AS n FROM versions WHERE kind = ? AND subject = ?');
  const notices = db.prepare(`SELECT seq, type, data FROM notices
    WHERE kind = ? AND subject = ? AND seq > ? ORDER BY seq LIMIT ?`);
  const latestNotice = db.prepare("SELECT seq AS n FROM sqlite_sequence WHERE name = 'notices'");
  const ofSubject = ({ kind, id }: Subject): [string, string] => [kind, id];

  return {
    activity: createActivity(db),
    traits: async (subject) => toTraits(traits.all(...ofSubject(subject))),
    usage: async (subject) =>
      usage.all(...ofSubject(subject)).map((row) => {
        const { day: _day, ...reading } = toSample(row);
        return reading;
      }),
    usageSamples: async (subject, from) => samples.all(...ofSubject(subject), from).map(toSample),
    factsPosition: async (viewer) =>
      Math.max(0, ...subjectsOf(viewer).map((subject) => number(version.get(...ofSubject(subject))))),
    notices: async (viewer, after, limit) =>
      subjectsOf(viewer)
        .flatMap((subject) => notices.all(...ofSubject(subject), after, limit).map(toNotice))
        .sort((one, other) => one.seq - other.seq)
        .slice(0, limit),
    latestNotice: async () => number(latestNotice.get()),
  };
};
