import type { Row } from './ports.js';
import { BETWEEN, splitRow } from './read-row.js';
import { wholeEvent } from './row.js';

/**
 * The body of `POST /v1/batch`. Rows are JSON already: nothing is serialised twice. What all events share of their
 * contexts is said once, as the batch's `context`; rows that share no common one carry it in each event. `more` is added to
 * the batch's.
 */
export function requestBody(writeKey: string, now: number, rows: readonly Row[], more?: object): string {
  const parts = rows.map(splitRow);
  const common = parts[0]?.[0] ?? '{}';
  const shared = parts.every(([context]) => context === common);
  const batch = parts.map(([context, events]) =>
    shared ? events : events.split(BETWEEN).map((event) => wholeEvent(context, event)),
  );
  const context = { ...(shared && JSON.parse(common)), ...more };
  const envelope = JSON.stringify({ writeKey, sentAt: new Date(now).toISOString(), context });
  return `${envelope.slice(0, -1)},"batch":[${batch.join()}]}`;
}
