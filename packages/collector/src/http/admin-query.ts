import { EVENT_TYPES, type EventType } from '@tendril/protocol';
import { problem } from '../problem.js';
import type { EventFilter } from '../store/store.port.js';

export type Query = Record<string, string | undefined>;

/** Where to read on, how much, and how long to wait for something new, in seconds. */
export interface Page {
  after: number;
  limit: number;
  wait: number;
}

const MAX_LIMIT = 1000;
const MAX_WAIT_SECONDS = 60;

const wholeNumber = (query: Query, name: string, fallback: number, max: number): number => {
  const text = query[name];
  if (text === undefined) return fallback;
  const number = Number(text);
  if (text !== '' && Number.isSafeInteger(number) && number >= 0 && number <= max) return number;
  throw problem(
    400,
    'value',
    name,
    `${JSON.stringify(text)} is out of range`,
    `Send a whole number from 0 to ${max}.`,
  );
};

export const readPage = (query: Query): Page => ({
  after: wholeNumber(query, 'after', 0, Number.MAX_SAFE_INTEGER),
  limit: wholeNumber(query, 'limit', 100, MAX_LIMIT),
  wait: wholeNumber(query, 'wait', 0, MAX_WAIT_SECONDS),
});

export const readFilter = ({ type, event, userId }: Query): EventFilter => {
  if (type !== undefined && !EVENT_TYPES.includes(type as EventType)) {
    throw problem(400, 'value', 'type', `${type} is not known`, `Send one of ${EVENT_TYPES.join(', ')}.`);
  }
  return {
    ...(type !== undefined && { type: type as EventType }),
    ...(event !== undefined && { event }),
    ...(userId !== undefined && { userId }),
  };
};

/** Where to read on after these rows. */
export const lastOf = (rows: { seq: number }[], query: Query): number =>
  rows.at(-1)?.seq ?? readPage(query).after;
