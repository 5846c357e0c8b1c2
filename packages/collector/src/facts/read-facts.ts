import type {
  AccountActivityFacts,
  ActivityFacts,
  JsonObject,
  KnownFacts,
  TrendFacts,
} from '@tendril/protocol';
import type { Facts } from '@tendril/rules';
import { toIsoTime } from '../ingest/iso-time.js';
import { ENTITLEMENTS, entitlementNames } from './entitlement-notices.js';
import { dayOf } from './fact-changes.js';
import type { FactsReader, UsageSample } from './facts-reader.port.js';
import type { Subject, Viewer } from './subject.js';
import { trendOf } from './trend.js';

const DAY_MS = 24 * 3600 * 1000;
const MONTH_DAYS = 30;

/** The first of `days` days that end today, UTC. */
const firstDay = (now: number, days: number): string => dayOf(toIsoTime(now - (days - 1) * DAY_MS));

const WEEK_DAYS = 7;

/** The last whole week against the one before. Today is not over: it would look like less each morning. */
const weeklyChange = async (
  { activity }: FactsReader,
  subject: Subject,
  now: number,
): Promise<number | undefined> => {
  const [today, weekAgo, twoWeeksAgo] = [1, 1 + WEEK_DAYS, 1 + 2 * WEEK_DAYS].map((days) =>
    firstDay(now, days),
  ) as [string, string, string];
  const before = await activity.personDays(subject, twoWeeksAgo, weekAgo);
  return before > 0 ? ((await activity.personDays(subject, weekAgo, today)) - before) / before : undefined;
};

const activityOf = async (reader: FactsReader, subject: Subject, now: number): Promise<ActivityFacts> => {
  const { activity } = reader;
  const change = await weeklyChange(reader, subject, now);
  return {
    days7: await activity.days(subject, firstDay(now, WEEK_DAYS)),
    days30: await activity.days(subject, firstDay(now, MONTH_DAYS)),
    features: await activity.features(subject, firstDay(now, MONTH_DAYS)),
    ...(change !== undefined && { change }),
  };
};

const accountActivity = async (
  reader: FactsReader,
  account: string,
  now: number,
): Promise<AccountActivityFacts> => {
  const roles = await reader.activity.roles(account, firstDay(now, MONTH_DAYS));
  const users = Object.values(roles).reduce((sum, count) => sum + count, 0);
  // People without a role count as people only: a role has a name.
  delete roles[''];
  return { ...(await activityOf(reader, { kind: 'account', id: account }, now)), users, roles };
};

const trendsOf = (samples: UsageSample[], today: string): { [meter: string]: TrendFacts } => {
  const meters = [...new Set(samples.map(({ meter }) => meter))];
  const trends = meters.flatMap((name) => {
    const trend = trendOf(
      samples.filter(({ meter }) => meter === name),
      today,
    );
    return trend ? [[name, trend] as const] : [];
  });
  return Object.fromEntries(trends);
};

const meters = async (reader: FactsReader, subject: Subject, now: number): Promise<KnownFacts> => ({
  usage: Object.fromEntries((await reader.usage(subject)).map(({ meter, ...reading }) => [meter, reading])),
  trend: trendsOf(await reader.usageSamples(subject, firstDay(now, MONTH_DAYS)), firstDay(now, 1)),
});

const accountFacts = async (reader: FactsReader, id: string, now: number): Promise<KnownFacts> => {
  const { [ENTITLEMENTS]: entitlements, ...traits } = await reader.traits({ kind: 'account', id });
  const activity = await accountActivity(reader, id, now);
  return {
    account: { ...traits, activity: { ...activity } },
    ...(entitlements !== undefined && {
      entitlement: Object.fromEntries(entitlementNames(entitlements).map((name) => [name, true] as const)),
    }),
  };
};

/** What is known of these two at `now` (milliseconds since 1970), by the paths that conditions read. */
export const readFacts = async (reader: FactsReader, viewer: Viewer, now: number): Promise<KnownFacts> => {
  const { user, account } = viewer;
  const facts: KnownFacts = {};
  if (user !== undefined) {
    const subject: Subject = { kind: 'user', id: user };
    const activity: JsonObject = { ...(await activityOf(reader, subject, now)) };
    facts.user = { ...(await reader.traits(subject)), activity };
    if (account === undefined) Object.assign(facts, await meters(reader, subject, now));
  }
  if (account !== undefined) {
    Object.assign(facts, await accountFacts(reader, account, now));
    Object.assign(facts, await meters(reader, { kind: 'account', id: account }, now));
  }
  return facts;
};

/** The same as conditions read it. */
export const asFacts = (known: KnownFacts): Facts => known as unknown as Facts;
