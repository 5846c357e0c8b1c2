import type { Row } from './ports.js';

/** The body of `POST /v1/batch`. Rows are JSON already: nothing is serialised twice. */
export function requestBody(
  writeKey: string,
  now: number,
  rows: readonly Row[],
  dropped: object = {},
): string {
  const context = Object.keys(dropped).length ? { dropped } : undefined;
  const envelope = JSON.stringify({ writeKey, sentAt: new Date(now).toISOString(), context });
  return `${envelope.slice(0, -1)},"batch":[${rows.map((row) => row.body).join()}]}`;
}
