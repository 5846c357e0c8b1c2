import { beginOf, type Day, daysFrom, endOf, lastDay } from '../../export/day.js';
import { openDestination } from '../../export/destination/open-destination.js';
import { DayNotApplied, type EventSource } from '../../export/events-of-day.js';
import { exportDay, type Manifest } from '../../export/export-day.js';
import { FORMAT_NAMES } from '../../export/formats.js';
import type { StoredEvent } from '../../store/store.port.js';
import { type AdminClient, adminClient, REMOTE_ENVIRONMENT, REMOTE_FLAGS } from '../admin-client.js';
import type { Command, Input } from '../command.js';
import { formatFlag } from '../format-flag.js';
import { needed } from '../parse-flags.js';
import { BUCKET_ENVIRONMENT } from '../place-flags.js';
import { showProgress } from '../progress-bar.js';
import { table } from '../table.js';
import { CommandError, type Terminal, UsageError } from '../terminal.js';
import { unwritable } from '../unwritable.js';

const MINUTE_MS = 60_000;
const MINUTES_OF_DAY = 24 * 60;

const sourceOf = (client: AdminClient): EventSource => ({
  events: async (after, limit) =>
    (await client.get<{ events: StoredEvent[] }>(`/v1/admin/events?after=${after}&limit=${limit}`)).events,
  lag: async () => (await client.get<{ lag: number }>('/v1/admin/stats')).lag,
});

const dayOf = (input: Input, flag: string, fallback: Day): Day => {
  const day = input.value(flag) ?? fallback;
  if (beginOf(day) !== undefined) return day;
  throw new UsageError(`--${flag} ${day} is no day. Give one like 2026-01-31; days are UTC.`);
};

/** A day is exported when it is over: what is written of it then is all of it. */
const daysOf = (input: Input, now: number): Day[] => {
  const last = lastDay(now);
  const to = dayOf(input, 'to', last);
  const from = dayOf(input, 'from', to);
  if (to > last)
    throw new UsageError(`--to ${to} is not over yet. The last day that is over is ${last}, UTC.`);
  if (from > to) throw new UsageError(`--from ${from} is after --to ${to}. Give the earlier day first.`);
  return daysFrom(from, to);
};

const notYet = ({ message }: DayNotApplied): CommandError =>
  new CommandError([
    { code: 'unavailable', path: '--to', message: `${message}.`, cure: 'Try again in a minute.' },
  ]);

const exportAll = async (input: Input, terminal: Terminal): Promise<Manifest[]> => {
  const out = needed(input, 'out', 'Give a folder, or s3://BUCKET/PREFIX.');
  const days = daysOf(input, terminal.now());
  const format = formatFlag(input, 'format') ?? 'parquet';
  const source = sourceOf(adminClient(input, terminal));
  const destination = openDestination(out, terminal.env);
  const bar = showProgress(terminal, 'minutes of days');
  const manifests: Manifest[] = [];
  try {
    for (const [n, day] of days.entries()) {
      const begin = endOf(day) - MINUTES_OF_DAY * MINUTE_MS;
      const update = (time: number): void => {
        const minutes = Math.floor((time - begin) / MINUTE_MS);
        bar.update(n * MINUTES_OF_DAY + minutes, days.length * MINUTES_OF_DAY);
      };
      const onProgress = (receivedAt: string): void => update(Date.parse(receivedAt));
      manifests.push(await exportDay({ source, destination, day, format, onProgress }));
      update(endOf(day));
    }
  } catch (error) {
    throw error instanceof DayNotApplied ? notYet(error) : unwritable(error, '--out', out);
  } finally {
    bar.end();
  }
  return manifests;
};

export const exportEvents: Command = {
  name: 'export',
  about: 'write the events of whole days to files, for a warehouse',
  flags: {
    ...REMOTE_FLAGS,
    out: { value: 'PLACE', about: 'a folder, or s3://BUCKET/PREFIX (needed)' },
    from: { value: 'DAY', about: 'first day, UTC (that of --to)' },
    to: { value: 'DAY', about: 'last day, UTC (yesterday)' },
    format: { value: 'F', about: `${FORMAT_NAMES.join(' or ')} (parquet)` },
  },
  environment: {
    ...REMOTE_ENVIRONMENT,
    ...BUCKET_ENVIRONMENT,
  },
  examples: [
    'tendril export --out ./events',
    'tendril export --from 2026-01-01 --to 2026-01-31 --format ndjson --out ./events',
    'tendril export --out s3://warehouse/tendril',
  ],
  run: async (input, terminal) => {
    const days = await exportAll(input, terminal);
    const rows = days.map(({ day, rows: count, parts }) => [
      ...[day, String(count), String(parts.length)],
      String(parts.reduce((sum, { bytes }) => sum + bytes, 0)),
    ]);
    return { text: table(['DAY', 'EVENTS', 'FILES', 'BYTES'], rows), json: { days } };
  },
};
