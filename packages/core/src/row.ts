import type { Row } from './ports.js';
import { BETWEEN, messageIdOf } from './read-row.js';

/** Everything that happened in one task goes into few rows: storing, reading and deleting cost by the row. */
const MAX_EVENTS = 50;
/** A row of three-byte letters must still fit into a beacon. */
const MAX_CHARS = 15_000;

/** A row of this page, which may still grow. */
export interface OwnRow extends Row {
  context: string;
  /** Its events. */
  count: number;
}

/**
 * A row's body is a line with the context that its events share, then the events, a line each. An event begins with its
 * messageId and ends with the rest of its context; all are JSON objects.
 */
export const beginRow = (context: string, event: string): OwnRow => ({
  id: messageIdOf(event),
  context,
  count: 1,
  body: `${context}\n${event}`,
});

/** A row of several events. */
export const rowOf = (context: string, events: readonly string[]): OwnRow => ({
  ...beginRow(context, events.join(BETWEEN)),
  count: events.length,
});

/** Puts one more event into a row; false when it needs another one. */
export function extendRow(row: OwnRow, context: string, event: string): boolean {
  const fits =
    row.context === context && row.count < MAX_EVENTS && row.body.length + event.length < MAX_CHARS;
  if (fits) {
    row.body += BETWEEN + event;
    row.count += 1;
  }
  return fits;
}

/** The event with the shared context added to its own: the two have no field in common. */
export const wholeEvent = (context: string, event: string): string =>
  context === '{}' ? event : `${event.slice(0, -2)},${context.slice(1)}}`;
