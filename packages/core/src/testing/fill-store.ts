import type { TendrilEvent } from '@tendril/protocol';
import type { Row, Store } from '../ports.js';
import { eventsOf, splitRow } from '../read-row.js';
import { type OwnRow, rowOf, wholeEvent } from '../row.js';

export const CONTEXT = '{"locale":"en"}';
export const eventOf = (id: string, type = 'track'): string =>
  `{"messageId":"${id}","type":"${type}","context":{"seq":0}}`;

/** A row of the events of these ids. */
export const rowOfIds = (...ids: string[]): OwnRow =>
  rowOf(
    CONTEXT,
    ids.map((id) => eventOf(id)),
  );

/** Puts `count` rows of one event into a store, named `r00`, `r01` …; returns their ids. */
export async function fillStore(store: Store, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, n) => `r${String(n).padStart(2, '0')}`);
  await store.append(ids.map((id) => rowOfIds(id)));
  return ids;
}

/** The events of some rows, each with all of its context. */
export const wholeEvents = (rows: readonly Row[]): TendrilEvent[] =>
  rows.flatMap((row) => eventsOf(row).map((event) => JSON.parse(wholeEvent(splitRow(row)[0], event))));
