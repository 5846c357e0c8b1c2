/** What holds where nothing is said. */
export const DEFAULTS = {
  host: '127.0.0.1',
  port: 4317,
  maxLag: 10_000,
  minFreeMegabytes: 200,
  requestsPerMinute: { address: 6000, key: 60_000 },
  keepLogDays: 0,
  keepEventsDays: 0,
  ip: 'truncate',
} as const;
