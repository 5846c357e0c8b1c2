import { readFile } from 'node:fs/promises';
import type { Json } from '@tendril/protocol';
import type { PastEvent } from '@tendril/rules';
import { unreadable } from '../read-json.js';
import { CommandError } from '../terminal.js';

const CURE =
  'Write a JSON list, or a line for each: {"event":"export","timestamp":"2026-11-20T09:00:00Z","properties":{}}.';

interface Row {
  kind?: unknown;
  type?: unknown;
  event?: unknown;
  timestamp?: unknown;
  properties?: { [name: string]: Json };
}

/** A list, the reply of `GET /v1/admin/events`, or JSON lines. */
const rowsOf = (text: string): Row[] => {
  try {
    const document = JSON.parse(text) as Row[] | { events?: Row[] };
    return Array.isArray(document) ? document : (document.events ?? [document as Row]);
  } catch {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return lines.map((line) => JSON.parse(line) as Row);
  }
};

const isTrack = ({ kind = 'event', type = 'track' }: Row): boolean => kind === 'event' && type === 'track';

/** Stored and exported events stand in `event` of their row. */
const unwrap = (row: Row): Row =>
  typeof row.event === 'object' && row.event !== null ? (row.event as Row) : row;

const eventOf = ({ event, timestamp, properties }: Row, index: number, file: string): PastEvent => {
  const at = typeof timestamp === 'number' ? timestamp : Date.parse(String(timestamp));
  if (typeof event === 'string' && !Number.isNaN(at))
    return { name: event, at, ...(properties && { properties }) };
  const message = `Entry ${index + 1} of ${file} is no event: it needs a name and a time.`;
  throw new CommandError([{ code: 'type', path: '--events', message, cure: CURE }]);
};

/**
 * Track events of a file, as `$did` counts them. What `GET /v1/admin/events` and `tendril people export` give will do;
 * other lines of these are left out.
 */
export const readEvents = async (file: string): Promise<PastEvent[]> => {
  let rows: Row[];
  try {
    rows = rowsOf(await readFile(file, 'utf8'));
  } catch (error) {
    throw unreadable(file, error, CURE);
  }
  return rows
    .map((row) => Object(row) as Row)
    .filter(isTrack)
    .map(unwrap)
    .filter(isTrack)
    .map((row, index) => eventOf(row, index, file));
};
